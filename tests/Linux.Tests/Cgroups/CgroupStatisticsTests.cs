// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using Husk.Linux.Cgroups;
using Husk.Linux.Cgroups.Statistics;

namespace Husk.Linux.Tests.Cgroups;

/// <summary>The files of a cgroup, as kernels of either version write them, read into counters.</summary>
public class CgroupStatisticsTests
{
    [Fact]
    public void Of_v2()
    {
        CgroupStatistics read = Read(CgroupHierarchy.UnifiedName, new()
        {
            ["cpu.stat"] =
                "usage_usec 3000\nuser_usec 2000\nsystem_usec 1000\nnr_periods 7\nnr_throttled 2\nthrottled_usec 50\n",
            ["cpu.pressure"] =
                "some avg10=1.50 avg60=0.25 avg300=0.00 total=123\nfull avg10=0.50 avg60=0.00 avg300=0.00 total=45\n",
            ["memory.stat"] = "anon 4096\nfile 8192\n",
            ["memory.current"] = "12288\n",
            ["memory.max"] = "1048576\n",
            ["memory.peak"] = "20480\n",
            ["memory.swap.current"] = "100\n",
            ["memory.swap.max"] = "1000\n",
            ["pids.current"] = "3\n",
            ["pids.max"] = "max\n",
            ["io.stat"] = "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n8:16\n",
            ["hugetlb.2MB.current"] = "0\n",
            ["hugetlb.2MB.rsvd.current"] = "4194304\n",
            ["hugetlb.2MB.events"] = "max 5\n",
        });

        Assert.Equal((3_000_000UL, 2_000_000UL, 1_000_000UL), (read.Cpu.Total, read.Cpu.User, read.Cpu.Kernel));
        Assert.Equal((7UL, 2UL, 50_000UL), (read.Cpu.Periods, read.Cpu.ThrottledPeriods, read.Cpu.ThrottledTime));
        Assert.Equal(new PressureStatistics(new(1.5, 0.25, 0, 123), new(0.5, 0, 0, 45)), read.Cpu.Pressure);
        Assert.Equal(new MemoryCounter(1048576, 12288, 20480, 0), read.Memory.Usage);
        Assert.Equal(new MemoryCounter(1049576, 12388, 0, 0), read.Memory.Swap);
        Assert.Equal((8192UL, 4096UL), (read.Memory.Cache, read.Memory.Raw["anon"]));
        Assert.Equal(new PidsStatistics(3, 0), read.Pids);
        Assert.Equal([new(8, 0, "Read", 10), new(8, 0, "Write", 20)], read.BlockIo.ServiceBytes);
        Assert.Equal([new(8, 0, "Read", 1), new(8, 0, "Write", 2)], read.BlockIo.Serviced);
        Assert.Equal(new MemoryCounter(0, 4194304, 0, 5), Assert.Single(read.Hugetlb, size => size.Key == "2MB").Value);
    }

    [Fact]
    public void Of_v1_with_every_counter_of_BFQ()
    {
        CgroupStatistics read = Read("cpu,cpuacct,memory,blkio,pids,hugetlb,cpuset", new()
        {
            ["cpuacct.usage"] = "5000\n",
            ["cpuacct.usage_percpu"] = "2000 3000 \n",
            ["cpuacct.usage_all"] = "cpu user system\n0 1500 500\n1 2500 500\n",
            ["cpuacct.stat"] = "user 3\nsystem 1\n",
            ["cpu.stat"] = "nr_periods 9\nnr_throttled 4\nthrottled_time 77\n",
            ["memory.usage_in_bytes"] = "4096\n",
            ["memory.limit_in_bytes"] = "8192\n",
            ["memory.failcnt"] = "6\n",
            ["memory.stat"] = "cache 11\n",
            ["blkio.bfq.io_serviced_recursive"] = "8:0 Read 124\n8:0 Total 124\nTotal 124\n",
            ["blkio.bfq.io_service_bytes_recursive"] = "8:0 Read 9\n",
            ["blkio.bfq.sectors_recursive"] = "8:0 6792\n",
            ["blkio.throttle.io_serviced_recursive"] = "8:0 Read 999\n",
            ["cpuset.cpus"] = "0-2,5\n",
            ["cpuset.mems"] = "0\n",
            ["cpuset.sched_relax_domain_level"] = "-1\n",
            ["hugetlb.1GB.usage_in_bytes"] = "3\n",
            ["hugetlb.1GB.max_usage_in_bytes"] = "4\n",
            ["hugetlb.1GB.failcnt"] = "5\n",
        });

        Assert.Equal((5000UL, 30_000_000UL, 10_000_000UL), (read.Cpu.Total, read.Cpu.User, read.Cpu.Kernel));
        Assert.Equal([2000UL, 3000UL], read.Cpu.PerCpu);
        Assert.Equal([1500UL, 2500UL], read.Cpu.PerCpuUser);
        Assert.Equal([500UL, 500UL], read.Cpu.PerCpuKernel);
        Assert.Equal((9UL, 4UL, 77UL), (read.Cpu.Periods, read.Cpu.ThrottledPeriods, read.Cpu.ThrottledTime));
        Assert.Equal((new MemoryCounter(8192, 4096, 0, 6), 11UL), (read.Memory.Usage, read.Memory.Cache));
        Assert.Equal([new(8, 0, "Read", 124), new(8, 0, "Total", 124)], read.BlockIo.Serviced);
        Assert.Equal([new(8, 0, "", 6792)], read.BlockIo.Sectors);
        Assert.Equal([(ushort)0, (ushort)1, (ushort)2, (ushort)5], read.Cpuset.Cpus);
        Assert.Contains(new KeyValuePair<string, long>("sched_relax_domain_level", -1), read.Cpuset.Settings);
        Assert.Equal(new MemoryCounter(0, 3, 4, 5), read.Hugetlb["1GB"]);
        Assert.Null(read.Cpu.Pressure);
    }

    [Theory]
    [InlineData("blkio.throttle.io_serviced_recursive")]
    [InlineData("blkio.throttle.io_serviced")]
    public void Of_v1_without_BFQ(string file) =>
        Assert.Equal([new(8, 0, "Write", 3)], Read("blkio", new() { [file] = "8:0 Write 3\n" }).BlockIo.Serviced);

    [Theory]
    [InlineData("memory")]
    [InlineData(CgroupHierarchy.UnifiedName)]
    public void Of_a_cgroup_that_is_gone_everything_is_0(string hierarchy)
    {
        CgroupStatistics read =
            CgroupStatistics.Read(Cgroup.Open([new(hierarchy, "/sys/fs/cgroup/no-such-cgroup")], []));
        Assert.Equal((0UL, default), (read.Cpu.Total, read.Memory.Usage));
        Assert.Empty(read.Hugetlb);
    }

    private static CgroupStatistics Read(string hierarchy, Dictionary<string, string> files)
    {
        using var directory = new ScratchDirectory();
        foreach ((string name, string content) in files)
            File.WriteAllText(Path.Combine(directory.Path, name), content);
        return CgroupStatistics.Read(Cgroup.Open([new(hierarchy, directory.Path)], []));
    }
}
