// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runtime-spec, features.md and features-linux.md.</summary>
public sealed class FeaturesTests : ConformanceTest
{
    [ContainerFact]
    public void The_hooks_are_those_of_the_specification() =>
        Assert.Equal(
            ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"], Texts(
                "hooks"));

    [ContainerFact]
    public void Both_versions_are_taken_in_a_config()
    {
        foreach (string member in (string[])["ociVersionMin", "ociVersionMax"])
        {
            string version = (string)Features()[member]!;
            Assert.Matches("^1\\.[0-9]+\\.[0-9]+", version);
            Container(spec => spec.Set("ociVersion", version).Args("/bin/true")).Run().Succeeded();
        }
    }

    // Podman looks here before it offers `container checkpoint`.
    [ContainerFact]
    public void Checkpoint_is_told_by_runcs_annotation() =>
        Assert.Equal("true", (string)Features()["annotations"]!["org.opencontainers.runc.checkpoint.enabled"]!);

    [ContainerTheory]
    [InlineData("linux.namespaces", "cgroup ipc mount network pid user uts")]
    [InlineData("linux.seccomp.actions", "SCMP_ACT_ALLOW SCMP_ACT_ERRNO SCMP_ACT_KILL SCMP_ACT_KILL_PROCESS "
        + "SCMP_ACT_KILL_THREAD SCMP_ACT_LOG SCMP_ACT_NOTIFY SCMP_ACT_TRACE SCMP_ACT_TRAP")]
    [InlineData("linux.seccomp.operators", "SCMP_CMP_EQ SCMP_CMP_GE SCMP_CMP_GT SCMP_CMP_LE SCMP_CMP_LT "
        + "SCMP_CMP_MASKED_EQ SCMP_CMP_NE")]
    [InlineData("linux.seccomp.archs", "SCMP_ARCH_AARCH64 SCMP_ARCH_ARM SCMP_ARCH_MIPS64 SCMP_ARCH_PPC64LE "
        + "SCMP_ARCH_S390X SCMP_ARCH_X32 SCMP_ARCH_X86 SCMP_ARCH_X86_64")]
    [InlineData("mountOptions", "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand "
        + "noatime nodev nodiratime noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow "
        + "private ratime rbind rdev rdiratime relatime remount rexec rnoatime rnodev rnodiratime rnoexec rnorelatime "
        + "rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared rslave rstrictatime rsuid "
        + "rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync tmpcopyup unbindable")]
    public void A_list_has_what_runc_has(string path, string names)
    {
        string[] listed = Texts(path);
        Assert.All(names.Split(' '), name => Assert.Contains(name, listed));
        Assert.Equal(listed.Length, listed.Distinct().Count());
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
    }

    [ContainerFact(RuncDiffers = "1.1 fails where the host itself lacks a capability")]
    public void Every_capability_that_is_listed_can_be_had()
    {
        string[] names = Texts("linux.capabilities");
        string bounding = System.IO.File.ReadLines("/proc/self/status").Single(
            line => line.StartsWith("CapBnd:", StringComparison.Ordinal));
        ulong ours = Convert.ToUInt64(bounding[7..].Trim(), 16);
        Facts facts = Facts(spec => spec.Capabilities(names));
        Assert.Equal(CapabilitySet.Of(names) & ours, facts.Capabilities("bounding"));
        Assert.Equal(41, names.Length);
    }

    [ContainerFact]
    public void The_cgroups_it_can_use_are_told()
    {
        JsonNode cgroup = Features()["linux"]!["cgroup"]!;
        Assert.Equal((true, true), ((bool)cgroup["v1"]!, (bool)cgroup["v2"]!));
    }

    /// <summary>A config that needs something else than what is told works, or is refused, for that reason.</summary>
    [ContainerTheory(RuncDiffers = "1.1 does not tell of these")]
    [InlineData("netDevices", """{"nosuch0":{"name":"eth0"}}""")]
    [InlineData("intelRdt", """{"closID":"husk-test"}""")]
    [InlineData("apparmor", "no-such-profile")]
    [InlineData("selinux", "no_u:no_r:no_t:s0")]
    public void What_is_not_enabled_is_refused_and_what_is_enabled_is_tried(string feature, string value)
    {
        bool enabled = (bool)Features()["linux"]![feature]!["enabled"]!;
        Container container = Container(spec => spec.Set(
            feature switch { "apparmor" => "process.apparmorProfile", "selinux" => "process.selinuxLabel", _ => "linux." + feature },
            value[0] == '{' ? JsonNode.Parse(value) : (JsonNode)value));
        Result run = container.Run().Exited(1);
        Assert.Equal(
            !enabled, run.Error.Contains("this version of husk-oci does not support it", StringComparison.Ordinal));
    }

    [ContainerFact(RuncDiffers = "1.1 makes another error of it")]
    public void The_systemd_driver_is_refused_unless_it_is_told()
    {
        bool enabled = (bool)Features()["linux"]!["cgroup"]!["systemd"]!;
        Container container = Container(
            spec => spec.Set("linux.cgroupsPath", "system.slice:husk:" + Guid.NewGuid().ToString("n")[..8]));
        container.WriteConfig();
        Result run = Sandbox.Runtime("--systemd-cgroup", "run", "--bundle", container.Bundle, container.Id);
        Assert.Equal(!enabled, run.Error.Contains("not supported yet", StringComparison.Ordinal));
    }

    private JsonObject Features() =>
        JsonNode.Parse(Sandbox.Command(RuntimeBinary.Path, "features").Succeeded().Stdout)!.AsObject();

    private string[] Texts(string path)
    {
        JsonNode? node = Features();
        foreach (string name in path.Split('.'))
        {
            node = node![name];
        }

        return [.. node!.AsArray().Select(name => (string)name!)];
    }
}
