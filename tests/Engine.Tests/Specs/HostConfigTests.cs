// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Tests.Specs;

/// <summary>What becomes of a request before a container is made of it.</summary>
public sealed class HostConfigTests
{
    private static readonly HostFacts Facts = Request.Host with
    {
        Cpus = "0-1",
        MemoryNodes = "0",
        SwapLimit = true,
        MemorySwappiness = true,
        BlkioWeight = true,
    };

    [Fact]
    public void What_was_not_said_is_filled_in()
    {
        HostConfig host = HostConfigDefaults.Complete(new HostConfig
        {
            Memory = 100,
            MemorySwappiness = -1,
            PidsLimit = 0,
            CapAdd = ["net_admin"],
            LogConfig = new LogConfig { Type = "" },
        }, Facts);
        Assert.Equal((200L, null, null), (host.MemorySwap, host.MemorySwappiness, host.PidsLimit));
        Assert.Equal(("private", "host", "json-file", "no"),
            (host.IpcMode, host.CgroupnsMode, host.LogConfig.Type, host.RestartPolicy.Name));
        Assert.Equal(["CAP_NET_ADMIN"], host.CapAdd);
        Assert.Contains("/proc/kcore", host.MaskedPaths!);
        Assert.Equal("private", HostConfigDefaults.Complete(new HostConfig(), Facts with
        {
            CgroupUnified = true,
        }).CgroupnsMode);
    }

    [Fact]
    public void What_was_said_stays()
    {
        HostConfig host = HostConfigDefaults.Complete(
            new HostConfig
            {
                Memory = 100,
                MemorySwap = -1,
                MemorySwappiness = 0,
                PidsLimit = 5,
                IpcMode = "host",
                CgroupnsMode = "private",
                ShmSize = 1,
                MaskedPaths = [],
            }, Facts);
        Assert.Equal((-1L, 0L, 5L, "host", "private", 1L),
            (host.MemorySwap, host.MemorySwappiness, host.PidsLimit, host.IpcMode, host.CgroupnsMode, host.ShmSize));
        Assert.Empty(host.MaskedPaths!);
        Assert.Equal(["label=disable"], host.SecurityOpt);
    }

    public static TheoryData<HostConfig, string> Refused => new()
    {
        { new() { Memory = 1 << 20 }, "Minimum memory limit allowed is 6MB" },
        { new() { Memory = 1 << 25, MemorySwap = 1 << 24 }, "Minimum memoryswap limit should be larger than memory limit, see usage" },
        { new() { MemorySwap = 1 << 25 }, "You should always set the Memory limit when using Memoryswap limit, see usage" },
        { new() { MemoryReservation = 1 << 20 }, "Minimum memory reservation allowed is 6MB" },
        { new() { Memory = 1 << 24, MemoryReservation = 1 << 25 }, "Minimum memory limit can not be less than memory reservation limit, see usage" },
        { new() { MemorySwappiness = 101 }, "Invalid value: 101, valid memory swappiness range is 0-100" },
        { new() { NanoCpus = 3_000_000_000 }, "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available" },
        { new() { NanoCpus = 1, CpuPeriod = 1000 }, "Conflicting options: Nano CPUs and CPU Period cannot both be set" },
        { new() { NanoCpus = 1, CpuQuota = 1000 }, "Conflicting options: Nano CPUs and CPU Quota cannot both be set" },
        { new() { CpuPeriod = 999 }, "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)" },
        { new() { CpuQuota = 999 }, "CPU cfs quota can not be less than 1ms (i.e. 1000)" },
        { new() { CpuShares = -1 }, "invalid CPU shares (-1): value must be a positive integer" },
        { new() { CpuRealtimePeriod = 1000 }, "kernel does not support CPU real-time scheduler" },
        { new() { CpusetCpus = "0-7" }, "Requested CPUs are not available - requested 0-7, available: 0-1" },
        { new() { CpusetCpus = "x" }, "Invalid value x for cpuset cpus" },
        { new() { CpusetMems = "1" }, "Requested memory nodes are not available - requested 1, available: 0" },
        { new() { BlkioWeight = 9 }, "Range of blkio weight is from 10 to 1000" },
        { new() { IpcMode = "x" }, "invalid IPC mode: x" },
        { new() { IpcMode = "container:" }, "invalid IPC mode: container:" },
        { new() { PidMode = "private" }, "invalid PID mode: private" },
        { new() { UTSMode = "x" }, "invalid UTS mode: x" },
        { new() { CgroupnsMode = "x" }, "invalid cgroup namespace mode: x" },
        { new() { Annotations = new Dictionary<string, string> { [""] = "x" } }, "invalid Annotations: the empty string is not permitted as an annotation key" },
        { new() { OomScoreAdj = 1001 }, "Invalid value 1001, range for oom score adj is [-1000, 1000]" },
        { new() { ShmSize = -1 }, "SHM size can not be less than 0" },
        { new() { Tmpfs = new Dictionary<string, string> { ["/"] = "" } }, "invalid specification: destination can't be '/'" },
        { new() { Tmpfs = new Dictionary<string, string> { ["run"] = "" } }, "invalid mount path: 'run' mount path must be absolute" },
        { new() { Tmpfs = new Dictionary<string, string> { ["/run"] = "bogus" } }, "invalid tmpfs option [\"bogus\"]" },
        { new() { CapDrop = ["fly"] }, "invalid CapDrop: unknown capability: \"CAP_FLY\"" },
        { new() { SecurityOpt = ["x=y"] }, "invalid --security-opt 2: \"x=y\"" },
        { new() { RestartPolicy = new RestartPolicy { Name = "often" } }, "invalid restart policy: unknown policy 'often'; use one of 'no', 'always', 'on-failure', 'on-unhealthy', or 'unless-stopped'" },
        { new() { RestartPolicy = new RestartPolicy { Name = "always", MaximumRetryCount = 3 } }, "invalid restart policy: maximum retry count can only be used with 'on-failure'" },
        { new() { RestartPolicy = new RestartPolicy { Name = "on-failure", MaximumRetryCount = -1 } }, "invalid restart policy: maximum retry count cannot be negative" },
        { new() { AutoRemove = true, RestartPolicy = new RestartPolicy { Name = "always" } }, "can't create 'AutoRemove' container with restart policy" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused_in_dockers_words(HostConfig host, string message)
    {
        var failure = Assert.Throws<EngineException>(() => HostConfigRules.Check(Request.Config, host, Facts));
        Assert.Equal((EngineFault.InvalidArgument, message), (failure.Fault, failure.Message));
    }

    [Fact]
    public void Configurations_are_looked_at_too()
    {
        string Refusal(ContainerConfig config) =>
            Assert.Throws<EngineException>(() => HostConfigRules.Check(config, new HostConfig(), Facts)).Message;
        Assert.Equal(
            "the working directory 'srv' is invalid, it needs to be an absolute path", Refusal(Request.Config with
            {
                WorkingDir = "srv",
            }));
        Assert.EndsWith("is too long (maximum 64 bytes)", Refusal(Request.Config with
        {
            Hostname = new string('x', 65),
        }));
        Assert.Equal("Interval in Healthcheck cannot be less than 1ms", Refusal(Request.Config with
        {
            Healthcheck = new Healthcheck { Interval = 1 },
        }));
        Assert.Equal("Retries in Healthcheck cannot be negative", Refusal(Request.Config with
        {
            Healthcheck = new Healthcheck { Retries = -1 },
        }));
    }

    [Fact]
    public void What_this_kernel_does_not_have_is_left_out_with_a_warning()
    {
        var wish = new HostConfig
        {
            Memory = 1 << 24,
            MemorySwap = 1 << 25,
            MemorySwappiness = 5,
            BlkioWeight = 100,
            OomKillDisable = true,
        };
        (HostConfig all, IReadOnlyList<string> none) = HostConfigRules.Check(Request.Config, wish, Facts);
        Assert.Equal(wish, all);
        Assert.Empty(none);
        (HostConfig host, IReadOnlyList<string> warnings) = HostConfigRules.Check(
            Request.Config, wish, Facts with
            {
                SwapLimit = false,
                MemorySwappiness = false,
                BlkioWeight = false,
                CgroupUnified = true,
            });
        Assert.Equal(
            (-1L, null, 0, false), (host.MemorySwap, host.MemorySwappiness, host.BlkioWeight, host.OomKillDisable));
        Assert.Equal(4, warnings.Count(warning => warning.StartsWith("Your kernel does not support ")));
    }

    [Fact]
    public void The_facts_of_this_host_can_be_read()
    {
        HostFacts facts = HostFactsReader.Read();
        Assert.True(facts.Kernel.Major >= 5);
        Assert.NotEqual(0ul, facts.Capabilities & 1);
        Assert.NotEmpty(NumberSet.Parse(facts.Cpus)!);
    }

    [Theory]
    [InlineData("6.18.0-rc1", 6, 18)]
    [InlineData("5.15.0-91-generic", 5, 15)]
    [InlineData("6.1", 6, 1)]
    [InlineData("7.0-rc3", 7, 0)]
    public void Releases_have_two_numbers(string release, int major, int minor) =>
        Assert.Equal((major, minor), HostFactsReader.Version(release));

    [Theory]
    [InlineData("0-2,7", "0,1,2,7")]
    [InlineData("3", "3")]
    [InlineData("", "")]
    [InlineData("2-1", null)]
    [InlineData("a", null)]
    [InlineData("1-2-3", null)]
    [InlineData("99999", null)]
    public void Lists_of_numbers_are_read(string text, string? numbers) =>
        Assert.Equal(numbers, NumberSet.Parse(text) is { } set ? string.Join(',', set.Order()) : null);
}
