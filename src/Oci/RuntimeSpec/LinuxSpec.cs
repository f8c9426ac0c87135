// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The <c>linux</c> section.</summary>
/// <remarks>Source: runtime-spec config-linux.md</remarks>
public sealed partial record LinuxSpec
{
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
    public IReadOnlyDictionary<string, NetDevice> NetDevices { get; init; } = ReadOnlyDictionary<string, NetDevice>.Empty;

    /// <summary>Absolute, relative, or <c>slice:prefix:name</c> for systemd.</summary>
    public string CgroupsPath { get; init; } = "";

    public Resources? Resources { get; init; }

    /// <summary><c>shared</c>, <c>slave</c>, <c>private</c> or <c>unbindable</c>, each also with an <c>r</c> before it; empty when unset.</summary>
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
}
