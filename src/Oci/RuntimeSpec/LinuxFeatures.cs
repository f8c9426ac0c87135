// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The <c>linux</c> section of <see cref="Features"/>; null is "unknown".</summary>
/// <remarks>Source: runtime-spec features-linux.md</remarks>
public sealed partial record LinuxFeatures
{
    public string[] Namespaces { get; init; } = [];

    public string[] Capabilities { get; init; } = [];

    public CgroupFeatures? Cgroup { get; init; }

    public SeccompFeatures? Seccomp { get; init; }

    public bool? Apparmor { get; init; }

    public bool? Selinux { get; init; }

    public IntelRdtFeatures? IntelRdt { get; init; }

    public MemoryPolicyFeatures? MemoryPolicy { get; init; }

    /// <summary>Id-mapped mounts.</summary>
    public bool? MountExtensionsIdmap { get; init; }

    public bool? NetDevices { get; init; }
}
