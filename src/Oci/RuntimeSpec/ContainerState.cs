// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The state of a container: what <c>state</c> prints and hooks read.</summary>
/// <remarks>Source: runtime-spec runtime.md, "State"; rootfs, created and owner are runc's additions</remarks>
public sealed partial record ContainerState
{
    public string OciVersion { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>Id of the init process in the runtime's pid namespace; 0 when there is none.</summary>
    public int Pid { get; init; }

    /// <summary><c>creating</c>, <c>created</c>, <c>running</c>, <c>stopped</c> or <c>paused</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Absolute path of the bundle.</summary>
    public string Bundle { get; init; } = "";

    /// <summary>Absolute path of the root filesystem; empty when unset.</summary>
    public string Rootfs { get; init; } = "";

    /// <summary>When the container was created, RFC 3339 with nanoseconds; empty when unset.</summary>
    public string Created { get; init; } = "";

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Name of the user who made it; null leaves the member out.</summary>
    public string? Owner { get; init; }
}
