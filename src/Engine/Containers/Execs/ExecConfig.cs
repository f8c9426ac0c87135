// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Engine.Containers.Execs;

/// <summary>A process to run in a container beside its own.</summary>
public sealed record ExecConfig
{
    /// <summary>The program and its arguments.</summary>
    public required string[] Command { get; init; }

    /// <summary><c>NAME=value</c>, over what the container has.</summary>
    public string[] Env { get; init; } = [];

    /// <summary><c>name|uid[:group|gid]</c>; empty for the container's.</summary>
    public string User { get; init; } = "";

    /// <summary>Empty for the container's.</summary>
    public string WorkingDir { get; init; } = "";

    public bool Tty { get; init; }

    public bool Privileged { get; init; }

    /// <summary>Numbers of descriptors that become its standard streams, its own and not copies; null for
    /// /dev/null.</summary>
    public (int? Input, int? Output, int? Error) Streams { get; init; }

    /// <summary>Leave it to itself: then nobody hears of its end.</summary>
    public bool Detach { get; init; }

    /// <summary>The size its terminal begins with.</summary>
    public TerminalSize Window { get; init; }
}
