// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Proofs;

/// <summary>What a container costs the host before its own program runs, and after it is gone.</summary>
public sealed class FootprintTests : ConformanceTest
{
    private const long MiB = 1 << 20;

    [Fact]
    public void The_child_needs_less_than_a_mebibyte_until_it_executes()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "0"));
        container.Create().Succeeded();
        string peak = container.ReadCgroup("memory", HostCgroups.Unified ? "memory.peak" : "memory.max_usage_in_bytes");
        container.Delete("--force").Succeeded();
        Assert.InRange(long.Parse(peak, CultureInfo.InvariantCulture), 1, MiB);
    }

    [Fact]
    public void A_container_starts_within_a_mebibyte() =>
        Container(spec => spec.Args("/bin/probe", "exit", "0").Set("linux.resources.memory.limit", MiB)).Run()
            .Exited(0);

    [Fact]
    public void Two_hundred_containers_in_a_row_leave_nothing_in_the_kernel()
    {
        const int Containers = 200;
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "0"));
        long cgroups = MemoryCgroups();
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < Containers; i++)
        {
            container.Create().Succeeded();
            container.Start().Succeeded();
            Eventually.True(() => container.Status == "stopped", "the process has ended");
            container.Delete().Succeeded();
        }

        Sandbox.AssertNothingLeft();

        // Others make cgroups too, and a dead one lives on while a page is charged to it: a leak would be all of them.
        Assert.True(
            Eventually.Becomes(() => MemoryCgroups() - cgroups < Containers / 2, TimeSpan.FromSeconds(10)),
            $"{cgroups} memory cgroups before, {MemoryCgroups()} after");
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, descriptors + (Containers / 2));
    }

    /// <summary>
    /// The kernel's count, which includes those that are removed and not yet gone (cgroups(7), /proc/cgroups).
    /// </summary>
    private static long MemoryCgroups() => File.ReadLines("/proc/cgroups").Select(line => line.Split('\t'))
        .Where(fields => fields[0] == "memory").Select(fields => long.Parse(fields[2], CultureInfo.InvariantCulture))
        .Single();
}
