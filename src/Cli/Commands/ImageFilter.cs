// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands;

/// <summary>
/// <c>--filter</c> of images: all conditions must hold, and of several with the same key one (docs.docker.com, image ls, Filtering).
/// </summary>
internal sealed class ImageFilter
{
    private static readonly string[] Keys = ["dangling", "label", "before", "since", "until", "reference"];

    private readonly List<IGrouping<string, string>> _conditions;
    private readonly ImageEngine _engine;

    private ImageFilter(List<IGrouping<string, string>> conditions, ImageEngine engine)
    {
        _conditions = conditions;
        _engine = engine;
    }

    public static ImageFilter Parse(IReadOnlyList<string> conditions, ImageEngine engine)
    {
        List<(string Key, string Value)> pairs = Names.Filters(conditions);
        foreach ((string key, _) in pairs)
        {
            if (!Keys.Contains(key.TrimEnd('!')))
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'");
        }
        return new ImageFilter([.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)], engine);
    }

    public bool Takes(LocalImage image) => _conditions.TrueForAll(condition => condition.Key == "label"
        // Several labels must all be there.
        ? condition.All(value => HasLabel(image, value))
        : condition.Any(value => Holds(condition.Key, value, image)));

    /// <summary>Whether one of the image's names is to be shown.</summary>
    public bool TakesName(Reference name) =>
        _conditions.Where(condition => condition.Key == "reference").All(condition => condition.Any(pattern => Matches(pattern, name)));

    private bool Holds(string key, string value, LocalImage image) => key switch
    {
        "dangling" => value switch
        {
            "true" or "1" => image.Names.Count == 0,
            "false" or "0" => image.Names.Count > 0,
            _ => throw new EngineException(EngineFault.InvalidArgument, $"invalid filter 'dangling={value}'"),
        },
        "before" => Created(image) < Created(_engine.Find(value)),
        "since" => Created(image) > Created(_engine.Find(value)),
        "until" => Created(image) < Names.Until(value),
        "label!" => !HasLabel(image, value),
        _ => image.Names.Any(name => Matches(value, name)),
    };

    private static bool HasLabel(LocalImage image, string value)
    {
        int equals = value.IndexOf('=');
        string label = equals < 0 ? value : value[..equals];
        return image.Config.Config.Labels.TryGetValue(label, out string? found) && (equals < 0 || found == value[(equals + 1)..]);
    }

    // The pattern may be for the name as people write it or in full, with a tag or for all of them; * stops at a slash.
    private static bool Matches(string pattern, Reference name)
    {
        int colon = pattern.LastIndexOf(':');
        bool tagged = colon > pattern.LastIndexOf('/');
        string repository = tagged ? pattern[..colon] : pattern;
        return (MatchesParts(repository, name.FamiliarRepository) || MatchesParts(repository, name.Repository))
            && (!tagged || FileSystemName.MatchesSimpleExpression(pattern.AsSpan(colon + 1), name.Tag ?? "", ignoreCase: false));
    }

    private static bool MatchesParts(string pattern, string name)
    {
        string[] patterns = pattern.Split('/');
        string[] parts = name.Split('/');
        return patterns.Length == parts.Length && patterns.Zip(parts).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
    }

    private static DateTimeOffset Created(LocalImage image) => Human.Time(image.Config.Created) ?? DateTimeOffset.UnixEpoch;
}
