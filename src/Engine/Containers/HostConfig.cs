// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>What depends on the host.</summary>
public sealed record HostConfig
{
    /// <summary><c>source:target[:options]</c>.</summary>
    public string[] Binds { get; init; } = [];

    public MountRequest[] Mounts { get; init; } = [];

    public string[] VolumesFrom { get; init; } = [];

    /// <summary>Options by the path of the tmpfs.</summary>
    public IReadOnlyDictionary<string, string> Tmpfs { get; init; } = new Dictionary<string, string>();

    public string? VolumeDriver { get; init; }

    public string ContainerIDFile { get; init; } = "";

    public LogConfig LogConfig { get; init; } = new();

    /// <summary><c>default</c>, <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:ID</c> or a network's
    /// name.</summary>
    public string NetworkMode { get; init; } = "default";

    /// <summary>By <c>80/tcp</c>.</summary>
    public IReadOnlyDictionary<string, PortBinding[]> PortBindings { get; init; } =
        new Dictionary<string, PortBinding[]>();

    public bool PublishAllPorts { get; init; }

    public RestartPolicy RestartPolicy { get; init; } = new();

    public bool AutoRemove { get; init; }

    public string[] CapAdd { get; init; } = [];

    public string[] CapDrop { get; init; } = [];

    public string CgroupnsMode { get; init; } = "";

    public string[] Dns { get; init; } = [];

    public string[] DnsOptions { get; init; } = [];

    public string[] DnsSearch { get; init; } = [];

    public string[] ExtraHosts { get; init; } = [];

    public string[] GroupAdd { get; init; } = [];

    public string IpcMode { get; init; } = "";

    public string Cgroup { get; init; } = "";

    public string[] Links { get; init; } = [];

    public int OomScoreAdj { get; init; }

    public string PidMode { get; init; } = "";

    public bool Privileged { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public string[] SecurityOpt { get; init; } = [];

    public IReadOnlyDictionary<string, string> StorageOpt { get; init; } = new Dictionary<string, string>();

    public string UTSMode { get; init; } = "";

    public string UsernsMode { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long ShmSize { get; init; } = 64 << 20;

    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The name or path of the runtime.</summary>
    public string Runtime { get; init; } = "";

    public long CpuShares { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Thousand-millionths of a processor.</summary>
    public long NanoCpus { get; init; }

    public string CgroupParent { get; init; } = "";

    public int BlkioWeight { get; init; }

    public WeightDevice[] BlkioWeightDevice { get; init; } = [];

    public ThrottleDevice[] BlkioDeviceReadBps { get; init; } = [];

    public ThrottleDevice[] BlkioDeviceWriteBps { get; init; } = [];

    public ThrottleDevice[] BlkioDeviceReadIOps { get; init; } = [];

    public ThrottleDevice[] BlkioDeviceWriteIOps { get; init; } = [];

    /// <summary>Microseconds, as the three below.</summary>
    public long CpuPeriod { get; init; }

    public long CpuQuota { get; init; }

    public long CpuRealtimePeriod { get; init; }

    public long CpuRealtimeRuntime { get; init; }

    public string CpusetCpus { get; init; } = "";

    public string CpusetMems { get; init; } = "";

    public DeviceMapping[] Devices { get; init; } = [];

    public string[] DeviceCgroupRules { get; init; } = [];

    public long MemoryReservation { get; init; }

    /// <summary>Memory and swap together; -1 for no limit of swap.</summary>
    public long MemorySwap { get; init; }

    /// <summary>0 to 100; null or -1 for the kernel's.</summary>
    public long? MemorySwappiness { get; init; }

    public bool OomKillDisable { get; init; }

    public bool Init { get; init; }

    public long? PidsLimit { get; init; }

    public Ulimit[] Ulimits { get; init; } = [];

    /// <summary>Null for docker's list; empty with <c>systempaths=unconfined</c>.</summary>
    public string[]? MaskedPaths { get; init; }

    public string[]? ReadonlyPaths { get; init; }
}
