// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits of the container's cgroup.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Control groups"</remarks>
public sealed record Resources : IJsonObject<Resources>
{
    public Resources()
    {
    }

    internal Resources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("devices"u8))
                Devices = json.Array<DeviceRule>();
            else if (json.Is("memory"u8))
                Memory = json.Object<MemoryResources>();
            else if (json.Is("cpu"u8))
                Cpu = json.Object<CpuResources>();
            else if (json.Is("pids"u8))
                Pids = json.Object<PidsResources>();
            else if (json.Is("blockIO"u8))
                BlockIo = json.Object<BlockIoResources>();
            else if (json.Is("hugepageLimits"u8))
                HugepageLimits = json.Array<HugepageLimit>();
            else if (json.Is("network"u8))
                Network = json.Object<NetworkResources>();
            else if (json.Is("rdma"u8))
                Rdma = json.Map<RdmaLimit>();
            else if (json.Is("unified"u8))
                Unified = json.StringMap();
            else
                json.Skip();
        }
    }

    /// <summary>In order: a later rule wins over an earlier one.</summary>
    public DeviceRule[] Devices { get; init; } = [];

    public MemoryResources? Memory { get; init; }

    public CpuResources? Cpu { get; init; }

    public PidsResources? Pids { get; init; }

    public BlockIoResources? BlockIo { get; init; }

    public HugepageLimit[] HugepageLimits { get; init; } = [];

    public NetworkResources? Network { get; init; }

    /// <summary>By device name.</summary>
    public IReadOnlyDictionary<string, RdmaLimit> Rdma { get; init; } = ReadOnlyDictionary<string, RdmaLimit>.Empty;

    /// <summary>Contents by file name, cgroup v2 only, written after everything else.</summary>
    public IReadOnlyDictionary<string, string> Unified { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    static Resources IJsonObject<Resources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Resources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Array("devices"u8, Devices);
        json.Object("memory"u8, Memory);
        json.Object("cpu"u8, Cpu);
        json.Object("pids"u8, Pids);
        json.Object("blockIO"u8, BlockIo);
        json.Array("hugepageLimits"u8, HugepageLimits);
        json.Object("network"u8, Network);
        json.Map("rdma"u8, Rdma);
        json.Map("unified"u8, Unified);
    }
}
