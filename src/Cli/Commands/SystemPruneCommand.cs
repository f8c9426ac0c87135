// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Build;
using Husk.Cli.Commands.Containers;
using Husk.Cli.Commands.Networks;
using Husk.Cli.Commands.Volumes;
using Husk.Engine;

namespace Husk.Cli.Commands;

internal static class SystemPruneCommand
{
    public static readonly Command Row = new(["system prune"], "", "Remove unused data")
    {
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Remove all unused images, not just dangling ones"),
            Pruning.Filter,
            Pruning.Force,
            new("volumes", '\0', FlagKind.Bool, "Prune anonymous volumes too"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        bool all = call.Flags.Bool("all"), volumes = call.Flags.Bool("volumes");
        IReadOnlyList<string> filters = call.Flags.List("filter");
        List<(string Key, string Value)> conditions = Names.Filters(filters);
        if (volumes && conditions.Exists(condition => condition.Key == "until"))
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "The \"until\" filter is not supported with \"--volumes\"");
        }

        // Containers first: what only they used is used by nobody then.
        var parts = new List<(string Which, Func<Pruning> Prune)>
        {
            ("all stopped containers", ContainerPruneCommand.Of(call, conditions)),
            ("all networks not used by at least one container", NetworkPruneCommand.Of(call, conditions)),
            (ImagePruneCommand.Which(all), ImagePruneCommand.Of(call, all, filters)),
        };
        if (volumes)
        {
            Func<Pruning> prune = VolumePruneCommand.Of(call, all: false, VolumePruneCommand.FilterOf(call, filters));
            parts.Insert(2, ("all anonymous volumes not used by at least one container", prune));
        }

        // Nothing in it has a label, and so what is asked of labels is asked of the others alone.
        if (conditions.TrueForAll(condition => condition.Key == "until"))
            parts.Add((all ? "all build cache" : "unused build cache", BuilderPruneCommand.Of(call, all, filters)));

        return Pruning.Run(
            call, Warning(parts.Select(part => part.Which), filters), [.. parts.Select(part => part.Prune)]);
    }

    // docker/cli, cli/command/system/prune.go, confirmationTemplate.
    private static string Warning(IEnumerable<string> which, IReadOnlyList<string> filters)
    {
        string filtered = filters.Count == 0
            ? ""
            : "\n  Items to be pruned will be filtered with:\n" + List(filters.Order(StringComparer.Ordinal));
        return $"WARNING! This will remove:\n{List(which)}{filtered}\n";
    }

    private static string List(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"  - {line}\n"));
}
