// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Commands that run at moments of the container's life.</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX-platform Hooks"</remarks>
public sealed partial record Hooks
{
    /// <summary>Deprecated; runs before <see cref="CreateRuntime"/> and in the same place.</summary>
    public Hook[] Prestart { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the container's exist and before its root is entered.</summary>
    public Hook[] CreateRuntime { get; init; } = [];

    /// <summary>Found in the runtime's mount namespace, run in the container's, before its root is entered.</summary>
    public Hook[] CreateContainer { get; init; } = [];

    /// <summary>In the container, last before the process.</summary>
    public Hook[] StartContainer { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the process was started.</summary>
    public Hook[] Poststart { get; init; } = [];

    /// <summary>In the runtime's namespaces, after the container was deleted.</summary>
    public Hook[] Poststop { get; init; } = [];
}
