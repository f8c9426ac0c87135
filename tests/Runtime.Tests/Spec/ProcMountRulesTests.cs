// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class ProcMountRulesTests
{
    [Theory]
    [InlineData("/proc")]
    [InlineData("/./proc/")]
    [InlineData("proc")]
    public void Another_filesystem_than_procfs_at_proc_is_refused(string destination) =>
        AssertRefused(
            WithMount(new Mount { Destination = destination, Type = "tmpfs" }),
            "$.mounts[0].destination",
            "/proc cannot be a mount that is not of type proc");

    [Fact]
    public void A_bind_at_proc_is_left_to_the_kernel_to_judge() =>
        AssertTaken(WithMount(new Mount { Destination = "/proc", Source = "/proc", Options = ["rbind"] }));

    [Theory]
    [InlineData("/proc/cpuinfo")]
    [InlineData("/proc/diskstats")]
    [InlineData("/proc/loadavg")]
    [InlineData("/proc/meminfo")]
    [InlineData("/proc/slabinfo")]
    [InlineData("/proc/stat")]
    [InlineData("/proc/swaps")]
    [InlineData("/proc/sys/crypto/fips_enabled")]
    [InlineData("/proc/sys/kernel/ns_last_pid")]
    [InlineData("/proc//uptime")]
    public void What_lxcfs_emulates_can_be_mounted_over(string destination) =>
        AssertTaken(WithMount(new Mount { Destination = destination, Source = "/x", Options = ["bind"] }));

    [Theory]
    [InlineData("/proc/self/attr")]
    [InlineData("/proc/sys/kernel")]
    [InlineData("/proc/cpuinfo/x")]
    [InlineData("/x/../proc/1")]
    public void Anything_else_inside_proc_is_refused(string destination) =>
        AssertRefused(
            WithMount(new Mount { Destination = destination, Source = "/x", Options = ["bind"] }),
            "$.mounts[0].destination",
            $"{destination.Replace("/x/..", "")} is inside /proc; a mount there can only be at /proc/cpuinfo, "
            + "/proc/diskstats, /proc/loadavg, /proc/meminfo, /proc/slabinfo, /proc/stat, /proc/swaps, "
            + "/proc/sys/crypto/fips_enabled, /proc/sys/kernel/ns_last_pid, /proc/uptime");

    [Fact]
    public void A_name_that_only_begins_like_proc_is_taken() =>
        AssertTaken(WithMount(new Mount { Destination = "/process", Type = "tmpfs" }));
}
