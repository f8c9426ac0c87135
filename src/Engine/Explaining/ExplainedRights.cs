// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>What a container's first process may ask of the kernel.</summary>
public sealed record ExplainedRights
{
    /// <summary>What it can use now; names without <c>CAP_</c>, in small letters, as in the next two.</summary>
    public required IReadOnlyList<string> Effective { get; init; }

    /// <summary>What it, or what it executes, can ever have.</summary>
    public required IReadOnlyList<string> Bounding { get; init; }

    public required IReadOnlyList<string> Ambient { get; init; }

    public required bool NoNewPrivileges { get; init; }

    /// <summary><c>filter</c>, <c>none</c> or <c>strict</c>.</summary>
    public required string Seccomp { get; init; }

    /// <summary>The AppArmor profile and its mode, <c>husk-default (enforce)</c>; empty without AppArmor.</summary>
    public required string Apparmor { get; init; }

    /// <summary>System calls that the filter refuses whatever their arguments.</summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>System calls that it lets through with some arguments only.</summary>
    public required IReadOnlyList<string> Conditional { get; init; }

    /// <summary>The user and group, and more groups.</summary>
    public required string User { get; init; }
}
