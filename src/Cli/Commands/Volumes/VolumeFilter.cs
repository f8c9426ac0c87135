// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine;
using Husk.Engine.Volumes;

namespace Husk.Cli.Commands.Volumes;

/// <summary>
/// Conditions of <c>volume ls</c> and <c>volume prune</c>: of one name one must hold, of different names all.
/// </summary>
internal sealed class VolumeFilter
{
    private readonly ILookup<string, string> _conditions;
    private readonly Func<IReadOnlyDictionary<string, int>> _users;

    /// <param name="conditions">As they were written: <c>KEY=VALUE</c>.</param>
    /// <param name="known">The keys there are.</param>
    /// <param name="users">How many containers have each volume; asked only when it matters.</param>
    /// <exception cref="EngineException">A key that is not known, or a value that is none.</exception>
    public VolumeFilter(IEnumerable<string> conditions, string[] known, Func<IReadOnlyDictionary<string, int>> users)
    {
        List<(string Key, string Value)> pairs = Names.Filters(conditions);
        foreach ((string key, string value) in pairs)
        {
            if (!known.Contains(key))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
            if (key is "dangling" or "all" && value.ToLowerInvariant() is not ("1" or "true" or "0" or "false"))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}={value}'");
        }
        _conditions = pairs.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        _users = users;
    }

    /// <summary>Whether <c>all=true</c> was given.</summary>
    public bool All => _conditions["all"].Any(IsTrue);

    public bool Takes(Volume volume) =>
        Any("dangling", value => IsTrue(value) != _users().ContainsKey(volume.Name))
        && Any("driver", value => volume.Driver == value)
        && Any("name", value => volume.Name.Contains(value, StringComparison.Ordinal))
        && _conditions["label"].All(value => LabelCondition.Holds(value, volume.Labels))
        && !_conditions["label!"].Any(value => LabelCondition.Holds(value, volume.Labels));

    private bool Any(string key, Func<string, bool> holds) => !_conditions.Contains(key) || _conditions[key].Any(holds);

    private static bool IsTrue(string value) => value.ToLowerInvariant() is "1" or "true";
}
