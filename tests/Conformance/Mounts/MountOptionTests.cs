// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>runtime-spec, config.md "Linux mount options": what each does to a tmpfs, seen in mountinfo.</summary>
public sealed class MountOptionTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("", "rw relatime", "ro nosuid nodev noexec noatime nodiratime")]
    [InlineData("ro", "ro", "rw")]
    [InlineData("rw", "rw", "ro")]
    [InlineData("ro rw", "rw", "ro")]
    [InlineData("rw ro", "ro", "rw")]
    [InlineData("nosuid", "nosuid", "nodev noexec")]
    [InlineData("nosuid suid", "rw", "nosuid")]
    [InlineData("nodev", "nodev", "nosuid noexec")]
    [InlineData("nodev dev", "rw", "nodev")]
    [InlineData("noexec", "noexec", "nosuid nodev")]
    [InlineData("noexec exec", "rw", "noexec")]
    [InlineData("noatime", "noatime", "relatime")]
    [InlineData("noatime atime", "rw", "noatime")]
    [InlineData("nodiratime", "nodiratime relatime", "noatime")]
    [InlineData("nodiratime diratime", "relatime", "nodiratime")]
    [InlineData("relatime", "relatime", "noatime")]
    [InlineData("strictatime", "rw", "relatime noatime")]
    [InlineData("async loud", "rw relatime", "ro")]
    [InlineData("silent", "rw relatime", "ro")]
    public void A_flag_is_set_on_the_mount_and_the_last_word_wins(string options, string set, string unset)
    {
        MountFact mount = Tmpfs(options);
        Assert.All(set.Split(' '), flag => Assert.Contains(flag, mount.Options));
        Assert.All(unset.Split(' '), flag => Assert.DoesNotContain(flag, mount.Options));
    }

    [ContainerTheory]
    [InlineData("sync", "sync", true)]
    [InlineData("sync async", "sync", false)]
    [InlineData("dirsync", "dirsync", true)]
    [InlineData("size=1m", "size=1024k", true)]
    [InlineData("nr_inodes=64", "nr_inodes=64", true)]
    [InlineData("mode=1711", "mode=1711", true)]
    [InlineData("uid=7,gid=8", "uid=7", true)]
    [InlineData("", "sync", false)]
    public void A_file_systems_option_is_set_on_the_file_system(string options, string option, bool set) =>
        Assert.Equal(set, Tmpfs(options).SuperOptions.Contains(option));

    [ContainerFact(RuncDiffers = "passes `defaults` on to the file system, which refuses it")]
    public void Defaults_changes_nothing() =>
        Assert.Equal(["rw", "relatime"], Tmpfs("defaults").Options);

    [ContainerTheory]
    [InlineData("lazytime", true)]
    [InlineData("lazytime nolazytime", false)]
    public void Lazytime_is_set_on_the_file_system(string options, bool set) =>
        Assert.Equal(set, Tmpfs(options).SuperOptions.Contains("lazytime"));

    [ContainerTheory]
    [InlineData("nosymfollow", true)]
    [InlineData("nosymfollow symfollow", false)]
    public void Nosymfollow_is_set_on_the_mount(string options, bool set) =>
        Assert.Equal(set, Tmpfs(options).Has("nosymfollow"));

    [ContainerFact]
    public void Each_mount_has_only_its_own_options()
    {
        Facts facts = Facts(spec => spec.Mount("/mnt", "tmpfs", "first", "nosuid", "size=1m")
            .Mount("/var", "tmpfs", "second", "nodev"));
        Assert.Equal((true, false), (facts.Mount("/mnt").Has("nosuid"), facts.Mount("/mnt").Has("nodev")));
        Assert.Equal((false, true), (facts.Mount("/var").Has("nosuid"), facts.Mount("/var").Has("nodev")));
        Assert.DoesNotContain("size=1024k", facts.Mount("/var").SuperOptions);
        Assert.Equal(("first", "second"), (facts.Mount("/mnt").Source, facts.Mount("/var").Source));
    }

    [ContainerFact]
    public void Without_options_at_all_a_mount_has_the_kernels_defaults()
    {
        Facts facts =
            Facts(spec => spec.Mount(new() { ["destination"] = "/mnt", ["type"] = "tmpfs", ["source"] = "tmpfs" }));
        Assert.Equal(["rw", "relatime"], facts.Mount("/mnt").Options);
    }

    [ContainerFact]
    public void An_option_the_file_system_does_not_know_fails_and_names_the_mount() =>
        Container(spec => spec.Mount("/mnt", "tmpfs", "tmpfs", "no-such-option=1")).Run().Failed(1, "/mnt");

    [ContainerFact]
    public void A_file_system_the_kernel_does_not_know_fails_and_names_it() =>
        Container(spec => spec.Mount("/mnt", "no-such-fs", "none")).Run().Failed(1, "/mnt");

    private MountFact Tmpfs(string options) =>
        Facts(spec => spec.Mount("/mnt", "tmpfs", "tmpfs",
            options.Split(' ', System.StringSplitOptions.RemoveEmptyEntries))).Mount("/mnt");
}
