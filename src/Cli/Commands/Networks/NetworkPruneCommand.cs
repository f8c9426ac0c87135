// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkPruneCommand
{
    public static readonly Command Row = new(["network prune"], "", "Remove all unused networks")
    {
        Flags =
        [
            new("filter", '\0', FlagKind.List, "Provide filter values: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]", "filter"),
            new("force", 'f', FlagKind.Bool, "Do not prompt for confirmation"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Func<NetworkSummary, bool> takes = NetworkFilter.Of(Names.Filters(call.Flags.List("filter")));
        if (!call.Flags.Bool("force")
            && !Confirmation.Given(call.Streams, "WARNING! This will remove all custom networks not used by at least one container.\n"))
        {
            return Task.FromResult(0);
        }

        IReadOnlyList<string> removed = call.Networks.Prune(takes);
        if (removed.Count > 0)
            call.Streams.Out.Write("Deleted Networks:\n" + string.Concat(removed.Select(name => name + "\n")) + "\n");
        return Task.FromResult(0);
    }
}
