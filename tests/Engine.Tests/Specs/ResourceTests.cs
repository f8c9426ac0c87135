// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class ResourceTests
{
    [Fact]
    public void Memory_is_limited()
    {
        MemoryResources memory = Of(new HostConfig
        {
            Memory = 1 << 24,
            MemorySwap = 1 << 25,
            MemoryReservation = 1 << 23,
            MemorySwappiness = 0,
            OomKillDisable = true,
        }).Memory!;
        Assert.Equal((1 << 24, 1 << 25, 1 << 23, 0ul, true),
            (memory.Limit, memory.Swap, memory.Reservation, memory.Swappiness, memory.DisableOomKiller));
        Assert.Equal(-1, Of(new HostConfig { Memory = 1 << 24, MemorySwap = -1 }).Memory!.Swap);
        Assert.Null(Of(new HostConfig { MemorySwap = -1, MemorySwappiness = -1 }).Memory);
    }

    [Fact]
    public void Processors_are_limited()
    {
        CpuResources cpu = Of(new HostConfig { NanoCpus = 1_500_000_000 }).Cpu!;
        Assert.Equal((150_000, 100_000ul), (cpu.Quota, cpu.Period));
        cpu = Of(new HostConfig
        {
            CpuPeriod = 50_000,
            CpuQuota = 25_000,
            CpuShares = 512,
            CpusetCpus = "0-1",
            CpusetMems = "0",
            CpuRealtimePeriod = 1000,
            CpuRealtimeRuntime = 500,
        }).Cpu!;
        Assert.Equal((25_000, 50_000ul, 512ul, "0-1", "0", 1000ul, 500),
            (cpu.Quota, cpu.Period, cpu.Shares, cpu.Cpus, cpu.Mems, cpu.RealtimePeriod, cpu.RealtimeRuntime));
    }

    [Theory]
    [InlineData(50L, 50L)]
    [InlineData(0L, -1L)]
    [InlineData(-1L, -1L)]
    public void Processes_are_limited(long wish, long limit) => Assert.Equal(limit, Of(new HostConfig
    {
        PidsLimit = wish,
    }).Pids!.Limit);

    [Fact]
    public void Disks_are_limited()
    {
        var host = new HostConfig
        {
            BlkioWeight = 300,
            BlkioWeightDevice = [new() { Path = "/dev/a", Weight = 200 }],
            BlkioDeviceReadBps = [new() { Path = "/dev/b", Rate = 1024 }],
            BlkioDeviceWriteBps = [new() { Path = "/dev/b", Rate = 2048 }],
            BlkioDeviceReadIOps = [new() { Path = "/dev/b", Rate = 10 }],
            BlkioDeviceWriteIOps = [new() { Path = "/dev/b", Rate = 20 }],
        };
        var numbers = new Dictionary<string, (long Major, long Minor)> { ["/dev/a"] = (8, 0), ["/dev/b"] = (8, 16) };
        BlockIoResources block = ResourceLimits.Of(host, new HostDevices { Block = numbers }).BlockIo!;
        Assert.Equal((ushort)300, block.Weight);
        Assert.Equal((8L, 0L, (ushort)200),
            (block.WeightDevice[0].Major, block.WeightDevice[0].Minor, block.WeightDevice[0].Weight));
        Assert.Equal((8L, 16L, 1024ul),
            (block.ThrottleReadBpsDevice[0].Major, block.ThrottleReadBpsDevice[0].Minor,
                block.ThrottleReadBpsDevice[0].Rate));
        Assert.Equal(2048ul, block.ThrottleWriteBpsDevice[0].Rate);
        Assert.Equal(10ul, block.ThrottleReadIopsDevice[0].Rate);
        Assert.Equal(20ul, block.ThrottleWriteIopsDevice[0].Rate);
    }

    [Fact]
    public void Devices_are_made_and_let_through()
    {
        SpecRequest request = Request.Of(new HostConfig { DeviceCgroupRules = ["c 1:* r", "b *:* m"] }) with
        {
            Devices = new HostDevices
            {
                Mapped = [(new DeviceMapping
                {
                    PathOnHost = "/dev/zero",
                    PathInContainer = "/dev/nil",
                    CgroupPermissions = "rw",
                },
                    [new Device { Type = "c", Path = "/dev/nil", Major = 1, Minor = 5, FileMode = 0x1B6 }])],
            },
        };
        RuntimeSpec spec = SpecBuilder.Build(request);
        Assert.Equal("/dev/nil", Assert.Single(spec.Linux!.Devices).Path);
        DeviceRule[] rules = spec.Linux.Resources!.Devices;
        Assert.Equal(("c", 1L, 5L, "rw"), (rules[^3].Type, rules[^3].Major, rules[^3].Minor, rules[^3].Access));
        Assert.Equal(("c", 1L, (long?)null, "r"), (rules[^2].Type, rules[^2].Major, rules[^2].Minor, rules[^2].Access));
        Assert.Equal(
            ("b", (long?)null, (long?)null, "m"), (rules[^1].Type, rules[^1].Major, rules[^1].Minor, rules[^1].Access));
    }

    [Fact]
    public void A_rule_for_devices_that_is_none_is_refused() =>
        Assert.Equal("invalid device cgroup rule format: 'c 1 3'",
            Assert.Throws<EngineException>(() => Request.Spec(new HostConfig
            {
                DeviceCgroupRules = ["c 1 3"],
            })).Message);

    [Fact]
    public void Devices_are_looked_at_on_the_host()
    {
        HostDevices devices = DeviceReader.Read(new HostConfig
        {
            Devices = [new DeviceMapping { PathOnHost = "/dev/null", PathInContainer = "/dev/nowhere" }],
            Privileged = true,
        });
        Device node = Assert.Single(devices.Mapped[0].Nodes);
        Assert.Equal(
            ("/dev/nowhere", "c", 1L, 3L, 0x1B6u), (node.Path, node.Type, node.Major, node.Minor, node.FileMode));
        Assert.Contains(devices.All, device => device.Path == "/dev/null");
        Assert.DoesNotContain(devices.All, device => device.Path.StartsWith("/dev/pts/"));
    }

    [Fact]
    public void What_is_no_device_is_refused()
    {
        string Refusal(string path) => Assert.Throws<EngineException>(
            () => DeviceReader.Read(new HostConfig
            {
                Devices = [new DeviceMapping { PathOnHost = path, PathInContainer = path }],
            })).Message;
        Assert.Equal("error gathering device information while adding custom device \"/etc/passwd\": not a device node",
            Refusal("/etc/passwd"));
        Assert.Equal("error gathering device information while adding custom device \"/dev/none\": no such file or directory", Refusal("/dev/none"));
    }

    [Fact]
    public void Parameters_of_the_kernel_are_set_over_the_usual_ones()
    {
        var sysctl = Request.Spec(new HostConfig { Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_unprivileged_port_start"] = "80", ["kernel.msgmax"] = "1" } }).Linux!.Sysctl;
        Assert.Equal("80", sysctl["net.ipv4.ip_unprivileged_port_start"]);
        Assert.Equal("1", sysctl["kernel.msgmax"]);
    }

    private static Resources Of(HostConfig host) => Request.Spec(host).Linux!.Resources!;
}
