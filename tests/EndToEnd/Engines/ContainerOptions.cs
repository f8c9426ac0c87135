// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Husk.EndToEnd.Engines;

/// <summary>What a test wants of a container, whatever an engine calls it. Unset is the engine's default.</summary>
internal sealed record ContainerOptions
{
    public static ContainerOptions Default { get; } = new();

    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }

    public double? Cpus { get; init; }

    /// <summary>UID:GID.</summary>
    public string? User { get; init; }

    public string? Directory { get; init; }

    public bool ReadOnly { get; init; }

    public bool Terminal { get; init; }

    /// <summary>Standard input stays open and is the caller's.</summary>
    public bool Interactive { get; init; }

    /// <summary>NAME=value.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>Words of this engine's own command line.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public IEnumerable<string> Spell(Spelling spelling) =>
    [
        .. Valued(spelling.Memory, Memory),
        .. Valued("--cpus", Cpus),
        .. Valued("--user", User),
        .. Valued(spelling.Directory, Directory),
        .. ReadOnly ? ["--read-only"] : Array.Empty<string>(),
        .. Terminal ? ["--tty"] : Array.Empty<string>(),
        .. Interactive && spelling.Interactive is { } word ? [word] : Array.Empty<string>(),
        .. Environment.SelectMany(variable => Valued("--env", variable)),
        .. Volumes.Select(spelling.Volume),
        .. Words,
    ];

    private static string[] Valued(string name, object? value) =>
        value is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"{name}={value}")];
}
