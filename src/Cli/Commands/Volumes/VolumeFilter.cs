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
        foreach ((string key, _) in pairs)
        {
            if (!known.Contains(key))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        _conditions = pairs.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (IGrouping<string, string> values in _conditions.Where(group => group.Key is "dangling" or "all"))
            Names.Truth(values);
        _users = users;
    }

    /// <summary>Whether <c>all=true</c> was given.</summary>
    public bool All => IsTrue("all");

    public bool Takes(Volume volume) =>
        (!_conditions.Contains("dangling") || IsTrue("dangling") != _users().ContainsKey(volume.Name))
        && Any("driver", value => volume.Driver == value)
        && Any("name", value => NamePattern.Matches(value, volume.Name))
        && _conditions["label"].All(value => LabelCondition.Holds(value, volume.Labels))
        && !_conditions["label!"].Any(value => LabelCondition.Holds(value, volume.Labels));

    private bool Any(string key, Func<string, bool> holds) => !_conditions.Contains(key) || _conditions[key].Any(holds);

    private bool IsTrue(string key) => _conditions[key].Any(value => value is "1" or "true");
}
