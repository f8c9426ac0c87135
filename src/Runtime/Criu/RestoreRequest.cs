// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Criu;

/// <summary>What `restore` is asked for: a container from its bundle, and its processes from their images.</summary>
internal sealed record RestoreRequest : CriuFlags
{
    [SetsRequiredMembers]
    public RestoreRequest(CriuFlags flags, RunRequest container)
        : base(flags) => Container = container;

    public RunRequest Container { get; }

    public string? LsmProfile { get; init; }

    public string? LsmMountContext { get; init; }
}
