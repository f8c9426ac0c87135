// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class MountRulesTests
{
    private static readonly Mount Tmpfs = new() { Destination = "/tmp", Type = "tmpfs", Source = "tmpfs" };

    private static readonly Mount Bind = new() { Destination = "/data", Source = "data", Options = ["rbind"] };

    [Fact]
    public void Every_mount_of_the_template_is_taken() => AssertTaken(Valid);

    [Fact]
    public void A_missing_destination_is_refused() =>
        AssertRefused(WithMount(Tmpfs with { Destination = "" }), "$.mounts[0].destination", "is missing");

    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/.")]
    [InlineData("/a/..")]
    [InlineData("/../../")]
    public void The_root_can_be_a_mount_but_not_one_of_the_kernels_own(string destination)
    {
        AssertTaken(WithMount(Tmpfs with { Destination = destination }));
        AssertTaken(WithMount(Bind with { Destination = destination }));
        AssertRefused(
            WithMount(Tmpfs with { Destination = destination, Type = "cgroup" }),
            "$.mounts[0].destination",
            "is the root of the container, which cannot be a cgroup");
    }

    [Fact]
    public void A_relative_destination_is_a_warning() =>
        AssertWarned(
            WithMount(Tmpfs with { Destination = "tmp" }),
            "$.mounts[0].destination: \"tmp\" is relative, which is deprecated");

    [Fact]
    public void A_missing_type_is_refused() =>
        AssertRefused(
            WithMount(Tmpfs with { Type = "" }), "$.mounts[0].type", "is missing; only a bind mount needs none");

    [Theory]
    [InlineData("bind")]
    [InlineData("rbind")]
    [InlineData("remount")]
    [InlineData("rshared")]
    public void What_mounts_no_filesystem_needs_no_type(string option) =>
        AssertTaken(WithMount(Tmpfs with { Type = "", Options = [option] }));

    [Fact]
    public void A_bind_without_a_source_is_refused()
    {
        AssertRefused(
            WithMount(Bind with { Source = "" }), "$.mounts[0].source", "is missing; a bind mount needs one");
        AssertRefused(
            WithMount(new Mount { Destination = "/data", Type = "bind" }),
            "$.mounts[0].source",
            "is missing; a bind mount needs one");
    }

    [Fact]
    public void A_bind_with_options_of_a_filesystem_is_a_warning() =>
        AssertWarned(
            WithMount(Bind with { Options = ["bind", "ro", "size=64k", "mode=755"] }),
            "$.mounts[0].options: a bind mount has no options of a filesystem: \"size=64k,mode=755\" does nothing");

    [Fact]
    public void Every_option_of_the_specification_goes_with_a_bind() =>
        AssertTaken(WithMount(Bind with { Options = ["rbind", "ro", "nosuid", "rro", "rslave", "noatime"] }));

    [Fact]
    public void Uid_mappings_of_a_mount_need_gid_mappings() =>
        AssertRefused(
            WithMount(Bind with { UidMappings = RootOnly }),
            "$.mounts[0].gidMappings",
            "is missing; it goes together with uidMappings");

    [Fact]
    public void Gid_mappings_of_a_mount_need_uid_mappings() =>
        AssertRefused(
            WithMount(Bind with { GidMappings = RootOnly }),
            "$.mounts[0].uidMappings",
            "is missing; it goes together with gidMappings");

    [Theory]
    [InlineData("idmap")]
    [InlineData("ridmap")]
    public void An_id_mapped_mount_without_mappings_needs_a_user_namespace(string option)
    {
        Mount mount = Bind with { Options = ["rbind", option] };
        AssertRefused(
            WithMount(mount),
            "$.mounts[0].options",
            "an id-mapped mount needs uidMappings and gidMappings, or a user namespace to take them from");
        AssertTaken(WithMount(mount with { UidMappings = RootOnly, GidMappings = RootOnly }));
        AssertTaken(WithUserNamespace("", RootOnly, RootOnly) with { Mounts = [mount] });
    }

    [Fact]
    public void Mappings_of_a_mount_are_checked() =>
        AssertRefused(
            WithMount(Bind with { UidMappings = [new IdMapping()], GidMappings = RootOnly }),
            "$.mounts[0].uidMappings[0].size",
            "is zero");
}
