// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Cli.CommandLine;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkPruneCommand
{
    public static readonly Command Row = new(["network prune"], "", "Remove all unused networks")
    {
        Flags = [Pruning.Filter, Pruning.Force],
        Run = static call => Pruning.Run(
            call,
            "WARNING! This will remove all custom networks not used by at least one container.\n",
            Of(call, Names.Filters(call.Flags.List("filter")))),
    };

    public static Func<Pruning> Of(Invocation call, IReadOnlyList<(string Key, string Value)> conditions)
    {
        Func<NetworkSummary, bool> takes = NetworkFilter.Of(conditions);
        return () => new Pruning("Deleted Networks", call.Networks.Prune(takes), Freed: null);
    }
}
