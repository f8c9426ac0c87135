// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Client;

/// <summary>A process to start in a container that runs.</summary>
public sealed record ExecRequest
{
    public required string Id { get; init; }

    /// <summary>A file with the process as JSON (runtime-spec config.md, "Process").</summary>
    public required string ProcessFile { get; init; }

    /// <inheritdoc cref="RunRequest.PidFile"/>
    public string? PidFile { get; init; }

    /// <inheritdoc cref="RunRequest.ConsoleSocket"/>
    public string? ConsoleSocket { get; init; }

    /// <inheritdoc cref="RunRequest.Detach"/>
    public bool Detach { get; init; }

    public StandardStreams Streams { get; init; }
}
