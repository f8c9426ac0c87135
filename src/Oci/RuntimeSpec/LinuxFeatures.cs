// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The <c>linux</c> section of <see cref="Features"/>; null is "unknown".</summary>
/// <remarks>Source: runtime-spec features-linux.md</remarks>
public sealed record LinuxFeatures : IJsonObject<LinuxFeatures>
{
    public LinuxFeatures()
    {
    }

    internal LinuxFeatures(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("namespaces"u8))
                Namespaces = json.Strings();
            else if (json.Is("capabilities"u8))
                Capabilities = json.Strings();
            else if (json.Is("cgroup"u8))
                Cgroup = json.Object<CgroupFeatures>();
            else if (json.Is("seccomp"u8))
                Seccomp = json.Object<SeccompFeatures>();
            else if (json.Is("apparmor"u8))
                Apparmor = json.Object<EnabledFeature>();
            else if (json.Is("selinux"u8))
                Selinux = json.Object<EnabledFeature>();
            else if (json.Is("intelRdt"u8))
                IntelRdt = json.Object<IntelRdtFeatures>();
            else if (json.Is("memoryPolicy"u8))
                MemoryPolicy = json.Object<MemoryPolicyFeatures>();
            else if (json.Is("mountExtensions"u8))
                MountExtensions = json.Object<MountExtensions>();
            else if (json.Is("netDevices"u8))
                NetDevices = json.Object<EnabledFeature>();
            else
                json.Skip();
        }
    }

    public string[] Namespaces { get; init; } = [];

    public string[] Capabilities { get; init; } = [];

    public CgroupFeatures? Cgroup { get; init; }

    public SeccompFeatures? Seccomp { get; init; }

    public EnabledFeature? Apparmor { get; init; }

    public EnabledFeature? Selinux { get; init; }

    public IntelRdtFeatures? IntelRdt { get; init; }

    public MemoryPolicyFeatures? MemoryPolicy { get; init; }

    public MountExtensions? MountExtensions { get; init; }

    public EnabledFeature? NetDevices { get; init; }

    static LinuxFeatures IJsonObject<LinuxFeatures>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<LinuxFeatures>.WriteMembers(Utf8JsonWriter json)
    {
        json.Strings("namespaces"u8, Namespaces);
        json.Strings("capabilities"u8, Capabilities);
        json.Object("cgroup"u8, Cgroup);
        json.Object("seccomp"u8, Seccomp);
        json.Object("apparmor"u8, Apparmor);
        json.Object("selinux"u8, Selinux);
        json.Object("intelRdt"u8, IntelRdt);
        json.Object("memoryPolicy"u8, MemoryPolicy);
        json.Object("mountExtensions"u8, MountExtensions);
        json.Object("netDevices"u8, NetDevices);
    }
}
