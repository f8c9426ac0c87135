// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux;

/// <summary>A program to start, and what it starts with.</summary>
public sealed record SpawnRequest
{
    /// <summary>Path of the program: PATH is not searched.</summary>
    public required string Program { get; init; }

    /// <summary>What comes after the program's own name, which is the first argument.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Entries <c>NAME=value</c>; null passes on what this process was started with.</summary>
    public IReadOnlyList<string>? Environment { get; init; }

    /// <summary>The working directory; null for this process's.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether it leads a session and process group of its own, without a terminal (setsid(2)).</summary>
    public bool NewSession { get; init; }

    /// <summary>
    /// Its descriptors. A standard stream that is not named stays this process's; everything else that is
    /// close-on-exec here, as all of <c>Husk.Linux</c> is, does not reach it.
    /// </summary>
    public IReadOnlyList<InheritedFd> Fds { get; init; } = [];
}
