// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Husk.Engine.Explaining;

/// <summary>What a <c>run</c> would do: docs/explain.md has the shape of its JSON.</summary>
public sealed record ExplainedRun
{
    /// <summary>What this document is: <c>run</c>.</summary>
    public string Kind => "run";

    /// <summary>As it was written.</summary>
    public required string Image { get; init; }

    /// <summary>Digest of the image's configuration.</summary>
    public required string ImageId { get; init; }

    /// <summary>An example: 64 hexadecimal digits, other ones each time.</summary>
    public required string ContainerId { get; init; }

    /// <summary>Where all that is the container's own is kept.</summary>
    public required string Directory { get; init; }

    /// <summary>Empty where it is chosen when the container is made.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The lowest first.</summary>
    public required IReadOnlyList<ExplainedLayer> Layers { get; init; }

    public required IReadOnlyList<ExplainedNamespace> Namespaces { get; init; }

    public required IReadOnlyList<ExplainedEndpoint> Endpoints { get; init; }

    /// <summary>The limits of the cgroup; what is not limited is not there.</summary>
    public required IReadOnlyList<ExplainedLimit> Limits { get; init; }

    public required IReadOnlyList<string> Capabilities { get; init; }

    public required IReadOnlyList<ExplainedPhase> Phases { get; init; }

    /// <summary>config.json, as the runtime gets it.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>A bash script that makes the same container.</summary>
    [JsonIgnore]
    public string Script { get; init; } = "";
}
