// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Engine.Events;

/// <summary>
/// <c>--filter</c> of events: all keys must hold, and of several values of one key one, but for labels all
/// (docs.docker.com, system events, Filtering).
/// </summary>
public sealed class EventFilter
{
    private static readonly string[] Keys =
        ["container", "daemon", "event", "image", "label", "network", "node", "plugin", "scope", "secret", "service",
            "type", "volume", "config"];

    private readonly List<IGrouping<string, string>> _conditions;

    private EventFilter(List<IGrouping<string, string>> conditions) => _conditions = conditions;

    /// <exception cref="EngineException">A key is not known (InvalidArgument).</exception>
    public static EventFilter Parse(IEnumerable<(string Key, string Value)> conditions)
    {
        List<(string Key, string Value)> pairs = [.. conditions];
        foreach ((string key, _) in pairs)
        {
            if (!Keys.Contains(key))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        return new EventFilter([.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)]);
    }

    public bool Takes(EngineEvent happened) => _conditions.TrueForAll(condition => condition.Key == "label"
        ? condition.All(value => LabelCondition.Holds(value, happened.Attributes))
        : condition.Any(value => Holds(condition.Key, value, happened)));

    private static bool Holds(string key, string value, EngineEvent happened) => key switch
    {
        // exec_start: sh is an exec_start too.
        "event" => happened.Action == value || happened.Action.Split(':')[0] == value,
        "type" => happened.Type == value,
        "scope" => value == "local",
        "image" =>
            Names(happened, value) && happened.Type == "image"
                || happened.Attributes.GetValueOrDefault("image") is { } image && IsImage(image, value),
        _ => happened.Type == key && Names(happened, value),
    };

    private static bool Names(EngineEvent happened, string value) =>
        happened.Id.StartsWith(value, StringComparison.Ordinal)
            || happened.Attributes.GetValueOrDefault("name") == value.TrimStart('/');

    private static bool IsImage(string image, string value) => image == value || image.Split(':')[0] == value;
}
