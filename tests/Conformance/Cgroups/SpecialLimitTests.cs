// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>Limits that need a container of their own: unlimited, refused, or newer than some runtimes.</summary>
public sealed class SpecialLimitTests : ConformanceTest
{
    [ContainerFact]
    public void Minus_one_means_unlimited()
    {
        Container container = Container(spec => spec.Set("linux.resources.pids", new JsonObject { ["limit"] = -1 })
            .Set("linux.resources.memory", new JsonObject { ["limit"] = -1 })).RunSleeping();
        Assert.Equal("max", container.ReadCgroup("pids", "pids.max"));
        Assert.Equal(HostCgroups.Unified ? "max" : "9223372036854771712",
            container.ReadCgroup("memory", HostCgroups.Unified ? "memory.max" : "memory.limit_in_bytes"));
    }

    [ContainerFact(RuncDiffers = "has no cpu.burst before 1.2")]
    public void A_burst_is_written()
    {
        Container container =
            Container(spec => spec.Set("linux.resources.cpu",
                new JsonObject { ["quota"] = 50000, ["period"] = 100000, ["burst"] = 20000 })).RunSleeping();
        Assert.Equal("20000", container.ReadCgroup("cpu", HostCgroups.Unified ? "cpu.max.burst" : "cpu.cfs_burst_us"));
    }

    [ContainerFact(RuncDiffers = "has no cpu.idle")]
    public void An_idle_group_is_written()
    {
        Container container =
            Container(spec => spec.Set("linux.resources.cpu", new JsonObject { ["idle"] = 1 })).RunSleeping();
        Assert.Equal("1", container.ReadCgroup("cpu", "cpu.idle"));
    }

    [ContainerTheory]
    [InlineData("throttleReadBpsDevice", "blkio.throttle.read_bps_device", "rbps=")]
    [InlineData("throttleWriteBpsDevice", "blkio.throttle.write_bps_device", "wbps=")]
    [InlineData("throttleReadIOPSDevice", "blkio.throttle.read_iops_device", "riops=")]
    [InlineData("throttleWriteIOPSDevice", "blkio.throttle.write_iops_device", "wiops=")]
    public void A_device_is_throttled(string member, string file, string word)
    {
        (int major, int minor) = BlockDevice();
        Container container = Container(spec => spec.Set("linux.resources.blockIO." + member,
            new JsonArray(new JsonObject { ["major"] = major, ["minor"] = minor, ["rate"] = 1048576 }))).RunSleeping();
        string expected = HostCgroups.Unified ? word + "1048576" : $"{major}:{minor} 1048576";
        Assert.Contains(expected, container.ReadCgroup("blkio", HostCgroups.Unified ? "io.max" : file),
            System.StringComparison.Ordinal);
    }

    private static (int Major, int Minor) BlockDevice()
    {
        string[] numbers = File.ReadAllText(Directory.EnumerateDirectories("/sys/block").Order()
            .Select(path => Path.Combine(path, "dev")).Last()).Trim().Split(':');
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture),
            int.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
