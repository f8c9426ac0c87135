// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>What a container is made of at this moment: docs/explain.md has the shape of its JSON.</summary>
public sealed record ExplainedContainer
{
    /// <summary>What this document is: <c>container</c>.</summary>
    public string Kind => "container";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Image { get; init; }

    /// <summary>Docker's word: <c>running</c>, <c>exited</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Of its first process, on the host; 0 when it does not run.</summary>
    public required int Pid { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>A parent before its children; none when it does not run.</summary>
    public required IReadOnlyList<ExplainedProcess> Processes { get; init; }

    public required IReadOnlyList<ExplainedNamespace> Namespaces { get; init; }

    /// <summary>The image's, the lowest first, and then the writable one.</summary>
    public required IReadOnlyList<ExplainedLayer> Layers { get; init; }

    public required IReadOnlyList<ExplainedMount> Mounts { get; init; }

    /// <summary>Its directory in each hierarchy.</summary>
    public required IReadOnlyList<string> Cgroups { get; init; }

    public required IReadOnlyList<ExplainedLimit> Limits { get; init; }

    /// <summary>Which of them can be opened, in words.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    public required ExplainedRights Rights { get; init; }

    public required IReadOnlyList<ExplainedRlimit> Rlimits { get; init; }

    public required ExplainedNetwork Network { get; init; }

    /// <summary>Of the paths that were asked for.</summary>
    public IReadOnlyList<ExplainedFile> Files { get; init; } = [];
}
