// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Networks;

/// <summary>The conditions of <c>--filter</c>: those of one key are alternatives, those of several must all
/// hold.</summary>
internal static class NetworkFilter
{
    public static Func<NetworkSummary, bool> Of(IReadOnlyList<(string Key, string Value)> conditions)
    {
        foreach ((string key, string value) in conditions)
        {
            if (key is not ("name" or "id" or "driver" or "scope" or "label" or "label!" or "type" or "until"
                or "dangling"))
            {
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
            }
            if (key == "dangling" && value is not ("true" or "false" or "1" or "0"))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter: 'dangling'='{value}'");
            if (key == "type" && value is not ("custom" or "builtin"))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter: 'type'='{value}'");
        }

        return network => conditions.GroupBy(condition => condition.Key)
            .All(group => group.Key is "label" or "label!"
                ? group.All(condition => Holds(network, condition))
                : group.Any(condition => Holds(network, condition)));
    }

    private static bool Holds(NetworkSummary network, (string Key, string Value) condition) => condition.Key switch
    {
        "name" => NamePattern.Matches(condition.Value, network.Name),
        "id" => NamePattern.Matches(condition.Value, network.Id),
        "driver" => network.Driver == condition.Value,
        "scope" => condition.Value == "local",
        "label" => LabelCondition.Holds(condition.Value, network.Labels),
        "label!" => !LabelCondition.Holds(condition.Value, network.Labels),
        // As docker has it: none of those that every host has.
        "dangling" => (!network.IsUsed && !network.IsPredefined) == (condition.Value is "true" or "1"),
        "until" => network.Created < Names.Until(condition.Value),
        _ => network.IsPredefined == (condition.Value == "builtin"),
    };
}
