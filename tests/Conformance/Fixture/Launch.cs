// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Conformance.Fixture;

/// <summary>How a command is started, where the default will not do.</summary>
internal sealed record Launch
{
    public static Launch Default { get; } = new();

    /// <summary>
    /// Shell code run in the process that becomes the command: `trap '' PIPE`, `exec 7&lt;/etc`, `ulimit`.
    /// </summary>
    public string Prelude { get; init; } = "";

    /// <summary>A command that runs the command: `unshare -m`, `setsid`.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    public string Stdin { get; init; } = "/dev/null";

    /// <summary>Opened for reading and writing as all three of stdin, stdout and stderr.</summary>
    public string? Terminal { get; init; }

    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
