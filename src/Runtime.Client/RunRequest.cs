// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Client;

/// <summary>A container to make from a bundle, and to start.</summary>
public sealed record RunRequest
{
    public required string Id { get; init; }

    /// <summary>The directory with config.json.</summary>
    public required string Bundle { get; init; }

    /// <summary>Where the runtime writes the process's number; null for nowhere.</summary>
    public string? PidFile { get; init; }

    /// <summary>
    /// The socket that gets the terminal's master side; with a terminal and <see cref="Detach"/> only.
    /// </summary>
    public string? ConsoleSocket { get; init; }

    /// <summary>
    /// Whether the runtime is done when the process has started. The process then belongs to the nearest subreaper.
    /// </summary>
    public bool Detach { get; init; }

    public StandardStreams Streams { get; init; }
}
