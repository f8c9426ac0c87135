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
    /// <summary>What <c>images</c> can be asked for.</summary>
    public static readonly string[] OfList = ["dangling", "label", "label!", "before", "since", "until", "reference"];

    /// <summary>What <c>image prune</c> can be told.</summary>
    public static readonly string[] OfPrune = ["dangling", "label", "label!", "until"];

    private readonly List<IGrouping<string, string>> _conditions;
    private readonly Dictionary<string, DateTimeOffset> _times;

    private ImageFilter(List<IGrouping<string, string>> conditions, Dictionary<string, DateTimeOffset> times)
    {
        _conditions = conditions;
        _times = times;
    }

    /// <param name="conditions">As they were written: <c>KEY=VALUE</c>.</param>
    /// <param name="keys">The keys there are.</param>
    /// <param name="engine">Has the images that conditions name.</param>
    /// <exception cref="EngineException">In docker's words; also when there is no image that the filter could be held
    /// against.</exception>
    public static ImageFilter Parse(IReadOnlyList<string> conditions, string[] keys, ImageEngine engine)
    {
        List<(string Key, string Value)> pairs = Names.Filters(conditions);
        foreach ((string key, _) in pairs)
        {
            if (!keys.Contains(key))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        List<IGrouping<string, string>> groups = [.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)];
        IGrouping<string, string>? dangling = groups.Find(group => group.Key == "dangling");
        foreach ((_, string pattern) in pairs.Where(pair => pair.Key == "reference"))
            PathPattern.Require(pattern);
        return new ImageFilter(groups, Times(pairs, engine))
        {
            Dangling = dangling is null ? null : Names.Truth(dangling),
        };
    }

    /// <summary>Whether images without a name are asked for, or those with one; null when nobody said.</summary>
    public bool? Dangling { get; private init; }

    public bool Takes(LocalImage image) =>
        (Dangling is not { } dangling || dangling == (image.Names.Count == 0)) && TakesOtherwise(image);

    /// <summary>The same whether it has a name or not.</summary>
    public bool TakesOtherwise(LocalImage image) => _conditions.TrueForAll(condition => condition.Key switch
    {
        "dangling" => true,
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
