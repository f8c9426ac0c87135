// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The <c>linux</c> section.</summary>
/// <remarks>Source: runtime-spec config-linux.md</remarks>
public sealed record LinuxSpec : IJsonObject<LinuxSpec>
{
    public LinuxSpec()
    {
    }

    internal LinuxSpec(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("namespaces"u8))
                Namespaces = json.Array<Namespace>();
            else if (json.Is("uidMappings"u8))
                UidMappings = json.Array<IdMapping>();
            else if (json.Is("gidMappings"u8))
                GidMappings = json.Array<IdMapping>();
            else if (json.Is("timeOffsets"u8))
                TimeOffsets = json.Object<TimeOffsets>();
            else if (json.Is("devices"u8))
                Devices = json.Array<Device>();
            else if (json.Is("netDevices"u8))
                NetDevices = json.Map<NetDevice>();
            else if (json.Is("cgroupsPath"u8))
                CgroupsPath = json.String();
            else if (json.Is("resources"u8))
                Resources = json.Object<Resources>();
            else if (json.Is("rootfsPropagation"u8))
                RootfsPropagation = json.String();
            else if (json.Is("seccomp"u8))
                Seccomp = json.Object<Seccomp>();
            else if (json.Is("sysctl"u8))
                Sysctl = json.StringMap();
            else if (json.Is("maskedPaths"u8))
                MaskedPaths = json.Strings();
            else if (json.Is("readonlyPaths"u8))
                ReadonlyPaths = json.Strings();
            else if (json.Is("mountLabel"u8))
                MountLabel = json.String();
            else if (json.Is("personality"u8))
                Personality = json.Object<Personality>();
            else if (json.Is("intelRdt"u8))
                IntelRdt = json.Object<IntelRdt>();
            else if (json.Is("memoryPolicy"u8))
                MemoryPolicy = json.Object<MemoryPolicy>();
            else
                json.Skip();
        }
    }

    public Namespace[] Namespaces { get; init; } = [];

    /// <summary>Of the user namespace.</summary>
    public IdMapping[] UidMappings { get; init; } = [];

    /// <summary>Of the user namespace.</summary>
    public IdMapping[] GidMappings { get; init; } = [];

    /// <summary>Of the time namespace.</summary>
    public TimeOffsets? TimeOffsets { get; init; }

    /// <summary>Beside the devices every container has.</summary>
    public Device[] Devices { get; init; } = [];

    /// <summary>Interfaces moved into the network namespace, by their name on the host.</summary>
    public IReadOnlyDictionary<string, NetDevice> NetDevices { get; init; } =
        ReadOnlyDictionary<string, NetDevice>.Empty;

    /// <summary>Absolute, relative, or <c>slice:prefix:name</c> for systemd.</summary>
    public string CgroupsPath { get; init; } = "";

    public Resources? Resources { get; init; }

    /// <summary>
    /// <c>shared</c>, <c>slave</c>, <c>private</c> or <c>unbindable</c>, each also with an <c>r</c> before it;
    /// empty when unset.
    /// </summary>
    public string RootfsPropagation { get; init; } = "";

    /// <summary>Null when no filter is loaded.</summary>
    public Seccomp? Seccomp { get; init; }

    /// <summary>Values by key, such as <c>net.ipv4.ip_forward</c>.</summary>
    public IReadOnlyDictionary<string, string> Sysctl { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Absolute paths inside the container that are made unreadable.</summary>
    public string[] MaskedPaths { get; init; } = [];

    /// <summary>Absolute paths inside the container that are made read-only.</summary>
    public string[] ReadonlyPaths { get; init; } = [];

    /// <summary>SELinux context of the mounts.</summary>
    public string MountLabel { get; init; } = "";

    public Personality? Personality { get; init; }

    public IntelRdt? IntelRdt { get; init; }

    public MemoryPolicy? MemoryPolicy { get; init; }

    static LinuxSpec IJsonObject<LinuxSpec>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<LinuxSpec>.WriteMembers(Utf8JsonWriter json)
    {
        json.Array("uidMappings"u8, UidMappings);
        json.Array("gidMappings"u8, GidMappings);
        json.Map("sysctl"u8, Sysctl);
        json.Object("resources"u8, Resources);
        json.String("cgroupsPath"u8, CgroupsPath);
        json.Array("namespaces"u8, Namespaces);
        json.Array("devices"u8, Devices);
        json.Map("netDevices"u8, NetDevices);
        json.Object("seccomp"u8, Seccomp);
        json.String("rootfsPropagation"u8, RootfsPropagation);
        json.Strings("maskedPaths"u8, MaskedPaths);
        json.Strings("readonlyPaths"u8, ReadonlyPaths);
        json.String("mountLabel"u8, MountLabel);
        json.Object("intelRdt"u8, IntelRdt);
        json.Object("memoryPolicy"u8, MemoryPolicy);
        json.Object("personality"u8, Personality);
        json.Object("timeOffsets"u8, TimeOffsets);
    }
}
