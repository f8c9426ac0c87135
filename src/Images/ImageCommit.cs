// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.ImageSpec;

namespace Husk.Images;

/// <summary>What a new image says of itself beside its files.</summary>
public sealed record ImageCommit
{
    /// <summary>What a container of it runs.</summary>
    public required ExecutionConfig Config { get; init; }

    public string Author { get; init; } = "";

    /// <summary>For the history.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The command whose changes the layer has, for the history.</summary>
    public string CreatedBy { get; init; } = "";
}
