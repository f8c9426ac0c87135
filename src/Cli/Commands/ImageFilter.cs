// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands;

/// <summary>
/// <c>--filter</c> of images: all conditions must hold, and of several with the same key one (docs.docker.com, image
/// ls, Filtering).
/// </summary>
internal sealed class ImageFilter
{
    private static readonly string[] Keys = ["dangling", "label", "label!", "before", "since", "until", "reference"];

    private readonly List<IGrouping<string, string>> _conditions;
    private readonly Dictionary<string, DateTimeOffset> _times;

    private ImageFilter(List<IGrouping<string, string>> conditions, Dictionary<string, DateTimeOffset> times)
    {
        _conditions = conditions;
        _times = times;
    }

    /// <exception cref="EngineException">In docker's words; also when there is no image that the filter could be held
    /// against.</exception>
    public static ImageFilter Parse(IReadOnlyList<string> conditions, ImageEngine engine)
    {
        List<(string Key, string Value)> pairs = Names.Filters(conditions);
        foreach ((string key, _) in pairs)
        {
            if (!Keys.Contains(key))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        List<IGrouping<string, string>> groups = [.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)];
        foreach (IGrouping<string, string> dangling in groups.Where(group => group.Key == "dangling"))
            Truth(dangling);
        foreach ((_, string pattern) in pairs.Where(pair => pair.Key == "reference"))
            PathPattern.Require(pattern);
        return new ImageFilter(groups, Times(pairs, engine));
    }

    public bool Takes(LocalImage image) => _conditions.TrueForAll(condition => condition.Key switch
    {
        "dangling" => Truth(condition) == (image.Names.Count == 0),
        // Several labels must all be there.
        "label" => condition.All(value => LabelCondition.Holds(value, image.Config.Config.Labels)),
        "label!" => !condition.Any(value => LabelCondition.Holds(value, image.Config.Config.Labels)),
        "reference" => image.Names.Any(TakesName),
        "since" => condition.Any(value => Created(image) > _times[value]),
        _ => condition.Any(value => Created(image) < _times[value]),
    });

    /// <summary>Whether one of the image's names is to be shown.</summary>
    public bool TakesName(Reference name) =>
        _conditions.Where(condition => condition.Key == "reference")
            .All(condition => condition.Any(pattern => Matches(pattern, name)));

    /// <summary>What the values say: one that says yes or no, and not both.</summary>
    private static bool Truth(IGrouping<string, string> values)
    {
        bool yes = values.Any(value => value is "1" or "true");
        return yes != values.Any(value => value is "0" or "false")
            ? yes
            : throw new EngineException(
                EngineFault.InvalidArgument, $"invalid filter '{values.Key}=[{string.Join(' ', values.Distinct())}]'");
    }

    private static Dictionary<string, DateTimeOffset> Times(List<(string Key, string Value)> pairs, ImageEngine engine)
    {
        var times = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach ((string key, string value) in pairs)
        {
            if (key is "before" or "since")
                times[value] = Created(engine.Find(value));
            else if (key is "until")
                times[value] = Names.Until(value);
        }
        return times;
    }

    // The name as people write it, as docker, and in full; with what comes behind it and without.
    private static bool Matches(string pattern, Reference name) =>
        new[] { name.Familiar, name.FamiliarRepository, name.ToString(), name.Repository }.Any(
            form => PathPattern.Matches(pattern, form));

    private static DateTimeOffset Created(LocalImage image) =>
        Human.Time(image.Config.Created) ?? DateTimeOffset.UnixEpoch;
}
