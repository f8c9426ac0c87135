// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>A namespace to make, or to join.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Namespaces"</remarks>
public sealed partial record Namespace
{
    /// <summary><c>pid</c>, <c>network</c>, <c>mount</c>, <c>ipc</c>, <c>uts</c>, <c>user</c>, <c>cgroup</c> or <c>time</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Absolute path, in the runtime's mount namespace, of the namespace to join; empty makes a new one.</summary>
    public string Path { get; init; } = "";
}
