// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Mounts;
using Husk.Runtime.Tests.Init;

namespace Husk.Runtime.Tests.Mounts;

/// <summary>The calls that a plan has for a mount, by the options of its entry.</summary>
public sealed class MountPlanTests
{
    private static readonly IdMapping[] Map = [new() { ContainerId = 0, HostId = 5000, Size = 1 }];

    [Theory]
    [InlineData("bind", false)]
    [InlineData("rbind", false)]
    [InlineData("rbind,idmap", false)]
    [InlineData("bind,ridmap", true)]
    public void Only_ridmap_maps_the_mounts_below(string options, bool recursive)
    {
        Mount mount = Mapped(new Mount { Destination = "/mnt", Source = "/src", Options = options.Split(',') });
        string call = Assert.Single(Calls(mount), call => call.Contains("MOUNT_ATTR_IDMAP"));
        Assert.Equal(recursive, call.Contains("AT_RECURSIVE"));
    }

    [Fact]
    public void A_bind_without_mappings_is_not_mapped() =>
        Assert.DoesNotContain(
            Calls(new Mount { Destination = "/mnt", Source = "/src", Options = ["rbind"] }),
            call => call.Contains("IDMAP"));

    [Theory]
    [InlineData("cgroup", "ro")]
    [InlineData("", "remount")]
    [InlineData("", "remount,bind")]
    public void What_the_kernel_cannot_map_is_refused(string type, string options)
    {
        Mount mount = Mapped(new Mount { Destination = "/mnt", Type = type, Options = options.Split(',') });
        Assert.StartsWith("$.mounts[0]", Assert.Throws<SpecException>(() => Calls(mount)).Message);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("tmpcopyup", true)]
    [InlineData("mode=755", false)]
    [InlineData("tmpcopyup,mode=755", false)]
    public void A_tmpfs_takes_the_mode_of_its_directory_unless_it_is_given_one(string options, bool takes) =>
        Assert.Equal(takes, Calls(Tmpfs(options)).Contains($"fchmodat(<{Name(options)}>, \".\", <its mode>)"));

    [Theory]
    [InlineData("", true)]
    [InlineData("tmpcopyup", false)]
    public void A_prepared_tmpfs_is_not_made_by_the_child(string options, bool made) =>
        Assert.Equal(made, Calls(Tmpfs(options)).Any(call => call.StartsWith("fsmount(")));

    [Fact]
    public void A_prepared_tmpfs_goes_to_its_place_from_the_descriptor_it_was_given()
    {
        PlanFacts facts = FixedFacts.Hybrid with
        {
            Prepared = new PreparedDescriptors { Filesystems = new Dictionary<int, int> { [0] = 77 } },
        };
        InitPlan plan = InitPlanner.Plan(Spec(Tmpfs("tmpcopyup")), facts).Plan;
        int slot = plan.SlotNames.Single(entry => entry.Value == "tmpfs for /mnt").Key;
        Assert.Equal(77, System.BitConverter.ToInt32(plan.Data.Span[slot..]));
    }

    [Theory]
    [InlineData("iversion,nosuid,ro,silent,size=1m", "MS_NOSUID|MS_REMOUNT|MS_I_VERSION")]
    [InlineData("iversion,noiversion", null)]
    [InlineData("silent", null)]
    public void Iversion_takes_a_remount_that_keeps_the_other_flags(string options, string? flags) =>
        Assert.Equal(
            flags is null ? null : $"mount(NULL, \".\", NULL, {flags}, NULL)",
            Calls(Tmpfs(options)).SingleOrDefault(call => call.Contains("MS_REMOUNT")));

    [Fact]
    public void A_tmpfs_becomes_read_only_when_the_mount_points_in_it_are_made()
    {
        List<string> calls = Calls(Tmpfs("ro"), new Mount { Destination = "/mnt/below", Type = "tmpfs" });
        int readOnly = calls.FindIndex(call => call.StartsWith("mount_setattr(<tmpfs>") && call.Contains("RDONLY"));
        Assert.True(calls.FindIndex(call => call.Contains("\"below\"")) is > 0 and int made && made < readOnly);
        Assert.DoesNotContain(calls, call => call.StartsWith("fsmount(") && call.Contains("RDONLY"));
    }

    [Fact]
    public void What_is_prepared_is_told_beforehand()
    {
        RuntimeSpec spec = Spec(
            Tmpfs("tmpcopyup"),
            Mapped(new Mount { Destination = "/src", Source = "/src", Options = ["bind"] }),
            new Mount { Destination = "/own", Source = "/src", Options = ["bind", "idmap"] });
        LinuxSpec joins = spec.Linux! with { Namespaces = [new Namespace { Type = "user", Path = "/proc/7/ns/user" }] };
        Assert.Equal(
            [
                "make a detached tmpfs for mounts[0] (/mnt) and copy what it covers into it",
                "make a user namespace with uid map 0 5000 1 and gid map 0 5000 1 for mounts[1] (/src)",
                "open the user namespace /proc/7/ns/user for mounts[2] (/own)",
            ],
            PreparedMounts.Describe(spec with { Linux = joins }));
    }

    private static string Name(string options) => options.Contains("tmpcopyup") ? "tmpfs for /mnt" : "tmpfs";

    private static Mount Mapped(Mount mount) => mount with { UidMappings = Map, GidMappings = Map };

    private static Mount Tmpfs(string options) => new()
    {
        Destination = "/mnt",
        Type = "tmpfs",
        Options = options.Split(',', System.StringSplitOptions.RemoveEmptyEntries),
    };

    private static RuntimeSpec Spec(params Mount[] mounts) => PlannedSpecs.Default with { Mounts = mounts };

    private static List<string> Calls(params Mount[] mounts)
    {
        RuntimeSpec spec = Spec(mounts);
        spec = spec with { Linux = spec.Linux! with { MaskedPaths = [] } };
        InitPlan plan = InitPlanner.Plan(spec, FixedFacts.Hybrid).Plan;
        var text = new CallText(plan);
        return [.. Enumerable.Range(0, plan.Calls.Length).Select(text.Of)];
    }
}
