// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class ContainerPruneCommand
{
    public static readonly Command Row = new(["container prune"], "", "Remove all stopped containers")
    {
        Flags = [Pruning.Filter, Pruning.Force],
        Run = static call => Pruning.Run(
            call, "WARNING! This will remove all stopped containers.\n",
            Of(call, Names.Filters(call.Flags.List("filter")))),
    };

    /// <exception cref="EngineException">A filter that containers do not have.</exception>
    public static Func<Pruning> Of(Invocation call, IReadOnlyList<(string Key, string Value)> conditions)
    {
        foreach ((string key, _) in conditions)
        {
            if (key is not ("until" or "label" or "label!"))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        return () =>
        {
            (IReadOnlyList<string> ids, long freed) =
                call.Containers.Prune(summary => conditions.All(condition => Holds(summary.Container, condition)));
            return new Pruning("Deleted Containers", ids, freed);
        };
    }

    private static bool Holds(Container container, (string Key, string Value) condition) => condition.Key switch
    {
        "until" => container.Created < Names.Until(condition.Value),
        "label" => LabelCondition.Holds(condition.Value, container.Config.Labels),
        _ => !LabelCondition.Holds(condition.Value, container.Config.Labels),
    };
}
