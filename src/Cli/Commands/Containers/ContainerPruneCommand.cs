// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class ContainerPruneCommand
{
    public static readonly Command Row = new(["container prune"], "", "Remove all stopped containers")
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
        Func<ContainerSummary, bool> takes = Filter(Names.Filters(call.Flags.List("filter")));
        if (!call.Flags.Bool("force") && !Confirmation.Given(call.Streams, "WARNING! This will remove all stopped containers.\n"))
            return Task.FromResult(0);
        (IReadOnlyList<string> ids, long freed) = call.Containers.Prune(takes);
        if (ids.Count > 0)
            call.Streams.Out.Write("Deleted Containers:\n" + string.Concat(ids.Select(id => id + "\n")) + "\n");
        call.Streams.Out.Write($"Total reclaimed space: {Human.Size(freed, 4)}\n");
        return Task.FromResult(0);
    }

    private static Func<ContainerSummary, bool> Filter(IReadOnlyList<(string Key, string Value)> conditions)
    {
        foreach ((string key, _) in conditions)
        {
            if (key is not ("until" or "label" or "label!"))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        return container => conditions.All(condition => condition.Key switch
        {
            "until" => container.Container.Created < Names.Until(condition.Value),
            "label" => HasLabel(container.Container, condition.Value),
            _ => !HasLabel(container.Container, condition.Value),
        });
    }

    private static bool HasLabel(Container container, string value)
    {
        int equals = value.IndexOf('=');
        string name = equals < 0 ? value : value[..equals];
        return container.Config.Labels.TryGetValue(name, out string? found) && (equals < 0 || found == value[(equals + 1)..]);
    }
}
