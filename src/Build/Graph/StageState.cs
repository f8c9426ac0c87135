// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>What a stage has come to after some of its instructions: an image, and what the next instruction
/// sees.</summary>
public sealed record StageState
{
    /// <summary>BuildKit's, by which tools know whose words a history has.</summary>
    public const string Mark = "buildkit.dockerfile.v0";

    /// <summary>Configuration and history; its layers are <see cref="Layers"/>.</summary>
    public required ImageConfig Image { get; init; }

    /// <summary>Lowest first.</summary>
    public IReadOnlyList<StageLayer> Layers { get; init; } = [];

    /// <summary>All layers together; null where there is none.</summary>
    public Digest? Chain { get; init; }

    /// <summary>The stage's ARGs in their order, each name once; null has no value.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Arguments { get; init; } = [];

    /// <summary>Whether this Dockerfile has said CMD: then ENTRYPOINT leaves it.</summary>
    public bool HasCommand { get; init; }

    /// <summary>When the last layer was made, for the steps above it that make none; null without any.</summary>
    public string LastCreated { get; init; } = "";

    public required Platform Platform { get; init; }

    /// <summary>As people write it, of an image that is no stage.</summary>
    public string Name { get; init; } = "";

    public ExecutionConfig Config => Image.Config;

    /// <summary>A variable's value: ENV's before ARG's (Dockerfile reference, "Using ARG variables"); null without
    /// either.</summary>
    public string? Variable(string name)
    {
        string start = name + "=";
        foreach (string entry in Config.Env)
        {
            if (entry.StartsWith(start, StringComparison.Ordinal))
                return entry[start.Length..];
        }

        return Arguments.LastOrDefault(argument => argument.Key == name).Value;
    }

    /// <summary>The environment of a RUN: ENV's variables, then ARG's that have a value and no ENV of their
    /// name.</summary>
    public IReadOnlyList<string> Environment() =>
        [.. Config.Env, .. Arguments.Where(argument => argument.Value is not null && !HasEnv(argument.Key))
            .Select(argument => $"{argument.Key}={argument.Value}")];

    /// <summary>A moment as images tell it: RFC 3339, in UTC.</summary>
    public static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same with a changed configuration.</summary>
    public StageState With(ExecutionConfig config) => this with { Image = Image with { Config = config } };

    /// <summary>The same with one more step that made no layer.</summary>
    public StageState Told(string createdBy) => Told(createdBy, LastCreated, isEmpty: true);

    /// <summary>The same with one more layer, and the step that made it.</summary>
    public StageState Grown(string createdBy, string created, Digest chain, StageLayer layer) =>
        (this with
        {
            Layers = [.. Layers, layer],
            Chain = chain,
            LastCreated = created,
        }).Told(createdBy, created, isEmpty: false);

    private StageState Told(string createdBy, string created, bool isEmpty) => this with
    {
        Image = Image with
        {
            History =
            [
                .. Image.History,
                new HistoryEntry { Created = created, CreatedBy = createdBy, Comment = Mark, EmptyLayer = isEmpty },
            ],
        },
    };

    private bool HasEnv(string name) => Config.Env.Any(entry => entry.StartsWith(name + "=", StringComparison.Ordinal));
}
