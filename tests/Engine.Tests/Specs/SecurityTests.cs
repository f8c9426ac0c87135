// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("NET_ADMIN", "", "CAP_NET_ADMIN", "CAP_SYS_ADMIN")]
    [InlineData("cap_net_admin", "", "CAP_NET_ADMIN", "CAP_SYS_ADMIN")]
    [InlineData("", "CHOWN", "CAP_KILL", "CAP_CHOWN")]
    [InlineData("ALL", "SYS_ADMIN", "CAP_BPF", "CAP_SYS_ADMIN")]
    [InlineData("KILL", "ALL", "CAP_KILL", "CAP_CHOWN")]
    [InlineData("all", "", "CAP_SYS_ADMIN", "none")]
    public void Capabilities_are_added_and_dropped(string add, string drop, string has, string lacks)
    {
        string[] names = Request.Spec(new HostConfig
        {
            CapAdd = Words(add),
            CapDrop = Words(drop),
        }).Process!.Capabilities!.Bounding;
        Assert.Contains(has, names);
        Assert.DoesNotContain(lacks, names);
    }

    [Fact]
    public void With_all_dropped_there_are_none() =>
        Assert.Empty(Request.Spec(new HostConfig { CapDrop = ["ALL"] }).Process!.Capabilities!.Effective);

    [Fact]
    public void What_is_no_capability_or_not_ours_to_give_is_refused()
    {
        Assert.Equal("invalid CapAdd: unknown capability: \"CAP_FLY\"", Refusal(new HostConfig { CapAdd = ["fly"] }));
        SpecRequest request = Request.Of(new HostConfig
        {
            CapAdd = ["SYS_RESOURCE"],
        }) with
        { Host = Request.Host with { Capabilities = 1 } };
        Assert.StartsWith("capability not supported by your kernel or not available",
            Assert.Throws<EngineException>(() => SpecBuilder.Build(request)).Message);
    }

    [Fact]
    public void Privileged_opens_everything()
    {
        RuntimeSpec spec = SpecBuilder.Build(Request.Of(new HostConfig
        {
            Privileged = true,
            SecurityOpt = ["seccomp=builtin"],
        }) with
        {
            Devices = new HostDevices { All = [new Device { Type = "c", Path = "/dev/kmsg", Major = 1, Minor = 11 }] },
        });
        Assert.Equal(41, spec.Process!.Capabilities!.Effective.Length);
        Assert.Null(spec.Linux!.Seccomp);
        Assert.Empty(spec.Linux.MaskedPaths);
        Assert.Empty(spec.Linux.ReadonlyPaths);
        Assert.Equal("/dev/kmsg", Assert.Single(spec.Linux.Devices).Path);
        Assert.True(Assert.Single(spec.Linux.Resources!.Devices).Allow);
        Assert.All(spec.Mounts, mount => Assert.DoesNotContain("ro", mount.Options));
    }

    [Theory]
    [InlineData("no-new-privileges", true)]
    [InlineData("no-new-privileges=true", true)]
    [InlineData("no-new-privileges:true", true)]
    [InlineData("no-new-privileges=false", false)]
    public void New_privileges_can_be_refused(string option, bool refused) =>
        Assert.Equal(refused, Request.Spec(new HostConfig { SecurityOpt = [option] }).Process!.NoNewPrivileges);

    [Fact]
    public void Unknown_options_are_refused_in_dockers_words()
    {
        Assert.Equal("invalid --security-opt 1: \"fast\"", Refusal(new HostConfig { SecurityOpt = ["fast"] }));
        Assert.Equal("invalid --security-opt 2: \"fast=1\"", Refusal(new HostConfig { SecurityOpt = ["fast=1"] }));
        Assert.Equal("invalid --security-opt 2: \"no-new-privileges=maybe\"", Refusal(new HostConfig
        {
            SecurityOpt = ["no-new-privileges=maybe"],
        }));
    }

    [Fact]
    public void The_filter_can_be_switched_off() =>
        Assert.Null(Request.Spec(new HostConfig { SecurityOpt = ["seccomp=unconfined"] }).Linux!.Seccomp);

    [Fact]
    public void Cgroups_can_be_opened_alone()
    {
        Assert.DoesNotContain("ro", Cgroups(new HostConfig { SecurityOpt = ["writable-cgroups"] }));
        Assert.Contains("ro", Cgroups(new HostConfig { Privileged = true, SecurityOpt = ["writable-cgroups=false"] }));
    }

    [Theory]
    [InlineData(ApparmorSupport.None, "tight", false, "")]
    [InlineData(ApparmorSupport.None, null, true, "")]
    [InlineData(ApparmorSupport.Named, "tight", false, "tight")]
    [InlineData(ApparmorSupport.Named, null, false, "")]
    [InlineData(ApparmorSupport.Named, null, true, "unconfined")]
    [InlineData(ApparmorSupport.Loading, null, false, "husk-default")]
    [InlineData(ApparmorSupport.Loading, "", false, "husk-default")]
    [InlineData(ApparmorSupport.Loading, "unconfined", false, "unconfined")]
    [InlineData(ApparmorSupport.Loading, "tight", true, "tight")]
    [InlineData(ApparmorSupport.Loading, null, true, "unconfined")]
    public void A_profile_of_apparmor_is_named_where_there_is_apparmor(
        ApparmorSupport support, string? asked, bool privileged, string profile)
    {
        HostConfig host = new() { Privileged = privileged, SecurityOpt = asked is null ? [] : ["apparmor=" + asked] };

        Assert.Equal(profile, SpecBuilder.Build(Request.Of(host) with
        {
            Host = Request.Host with { Apparmor = support },
        }).Process!.ApparmorProfile);
    }

    [Fact]
    public void Labels_that_are_asked_for_are_set_where_there_is_selinux()
    {
        SpecRequest request = Request.Of(new HostConfig { SecurityOpt = ["label=type:my_t"] });
        Assert.Equal("", SpecBuilder.Build(request).Process!.SelinuxLabel);
        request = request with { Host = Request.Host with { Selinux = true } };
        Assert.Matches("^system_u:system_r:my_t:s0:c[0-9]+,c[0-9]+$", SpecBuilder.Build(request).Process!.SelinuxLabel);
        Assert.Matches("^system_u:object_r:container_file_t:s0:c", SpecBuilder.Build(request).Linux!.MountLabel);
        SpecRequest off = Request.Of(new HostConfig { SecurityOpt = ["label=disable"] }) with { Host = request.Host };
        Assert.Equal("", SpecBuilder.Build(off).Process!.SelinuxLabel);
        SpecRequest unasked = Request.Of() with { Host = request.Host };
        Assert.Equal("", SpecBuilder.Build(unasked).Process!.SelinuxLabel);
        Assert.Equal("", SpecBuilder.Build(unasked).Linux!.MountLabel);
    }

    [Fact]
    public void Hidden_paths_can_be_chosen()
    {
        LinuxSpec linux = Request.Spec(new HostConfig { MaskedPaths = [], ReadonlyPaths = ["/proc/x"] }).Linux!;
        Assert.Empty(linux.MaskedPaths);
        Assert.Equal(["/proc/x"], linux.ReadonlyPaths);
    }

    private static string[] Cgroups(HostConfig host) =>
        Request.Spec(host).Mounts.Single(one => one.Type == "cgroup").Options;

    private static string Refusal(HostConfig host) => Assert.Throws<EngineException>(() => Request.Spec(host)).Message;

    private static string[] Words(string text) => text.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
}
