// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Criu;

/// <summary>What `restore` is asked for: a container from its bundle, and its processes from their images.</summary>
internal sealed record RestoreRequest : CriuFlags
{
    public required RunRequest Container { get; init; }

    public string? LsmProfile { get; init; }

    public string? LsmMountContext { get; init; }
}
