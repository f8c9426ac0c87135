// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>What the process may do, and what it sees of the host.</summary>
public abstract partial class EngineTests
{
    /// <summary>The fourteen that docker, podman and containerd start from; podman has taken some away since.</summary>
    private const ulong DefaultCapabilities = 0xa80425fb;

    /// <summary>
    /// Addresses that are not random need no capability: only the filter is in the way (personality(2),
    /// ADDR_NO_RANDOMIZE).
    /// </summary>
    internal const string FixAddresses = "/probes/probe syscall personality 0x40000";

    [Fact]
    public void Root_has_a_few_capabilities()
    {
        string line = Engine.Run("grep", "CapEff", "/proc/self/status").Succeeded().Stdout;
        ulong effective = Convert.ToUInt64(line.Split('\t')[1].Trim(), 16);
        Assert.NotEqual(0ul, effective);
        Assert.Equal(0ul, effective & ~DefaultCapabilities);
    }

    [Fact]
    public void The_seccomp_profile_of_the_engine_holds()
    {
        Result result = Engine.Run(WithProbe(), "sh", "-c", "grep Seccomp: /proc/self/status; " + FixAddresses)
            .Succeeded();
        Assert.StartsWith("Seccomp:\t2\n", result.Stdout);
        Assert.Contains("\"result\":-1", result.Stdout);
    }

    [Fact]
    public void A_readonly_root_is_readonly()
    {
        Result result = Engine.Run(new ContainerOptions { ReadOnly = true }, "touch", "/file").Exited(1);
        Assert.Contains("Read-only file system", result.Stderr);
        Engine.Run("touch", "/file").Succeeded();
    }

    [Fact]
    public void Volumes_show_the_hosts_files_and_keep_what_is_written()
    {
        string source = Directory.CreateDirectory(Engine.Ground.File("volume")).FullName;
        File.WriteAllText(Path.Combine(source, "from-host"), "hello");
        Result result = Engine.Run(new ContainerOptions { Volumes = [new Volume(source, "/volume")] }, "sh", "-c",
            "cat /volume/from-host; echo written > /volume/from-container").Succeeded();
        Assert.Equal("hello", result.Stdout);
        Assert.Equal("written\n", File.ReadAllText(Path.Combine(source, "from-container")));

        result = Engine.Run(new ContainerOptions { Volumes = [new Volume(source, "/volume", ReadOnly: true)] },
            "touch", "/volume/file").Exited(1);
        Assert.Contains("Read-only file system", result.Stderr);
    }

    [Fact]
    public void The_hosts_secrets_are_masked()
    {
        Result result = Engine.Run("sh", "-c",
            "cat /proc/kcore /proc/keys /proc/timer_list 2>/dev/null | wc -c; ls /sys/firmware | wc -l; echo 1 > /proc/sys/kernel/domainname");
        Assert.Equal("0\n0\n", result.Stdout);
        Assert.Contains("Read-only file system", result.Stderr);
    }

    [Fact]
    public void Only_the_usual_devices_are_there_and_no_other_can_be_made()
    {
        Result result = Engine.Run("sh", "-c",
            "for d in null zero full random urandom tty; do test -c /dev/$d || echo no $d; done; ls /dev; mknod /dev/disk b 254 0 && cat /dev/disk");
        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("no ", result.Stdout);
        Assert.DoesNotContain(result.Stdout.Split('\n'),
            name => name.StartsWith("vd", StringComparison.Ordinal) || name.StartsWith("sd", StringComparison.Ordinal));
        Assert.Contains("Operation not permitted", result.Stderr);
    }

    internal static ContainerOptions WithProbe(params string[] words) =>
        new() { Words = words, Volumes = [new Volume(AppContext.BaseDirectory, "/probes", ReadOnly: true)] };

    /// <summary>dockerd maps all containers or none; the others have these words.</summary>
    internal void AssertThatAUserNamespaceMapsRoot()
    {
        ContainerOptions options = Options("--uidmap", "0:100000:65536", "--gidmap", "0:100000:65536");
        Result result = Engine.Run(options, "sh", "-c", "id -u; cat /proc/self/uid_map; touch /file; stat -c %u /file")
            .Succeeded();
        Assert.Equal("0 0 100000 65536 0",
            string.Join(' ', result.Stdout.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }
}
