// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>What a client wants of a container's streams.</summary>
public sealed record Attachment
{
    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    /// <summary>As docker writes them; empty for <c>ctrl-p,ctrl-q</c>.</summary>
    public string DetachKeys { get; init; } = "";

    /// <summary>The client's terminal, for one that the container has.</summary>
    public TerminalSize Window { get; init; }

    /// <summary>Whether the client stays to the end and takes away then what the container leaves.</summary>
    public bool CleansUp { get; init; }

    internal AttachRequest Request => new()
    {
        Stdin = Stdin,
        Stdout = Stdout,
        Stderr = Stderr,
        DetachKeys = DetachKeys,
    };
}
