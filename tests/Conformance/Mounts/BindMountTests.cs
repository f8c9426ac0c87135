// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>runtime-spec, config.md "Mounts": bind and rbind of the host's files and directories.</summary>
public sealed class BindMountTests : ConformanceTest
{
    [ContainerFact]
    public void A_directory_is_the_hosts_in_both_directions()
    {
        string volume = Sandbox.MakeDirectory("volume");
        File.WriteAllText(Path.Combine(volume, "from-host"), "hello");
        Result result = Container(spec => spec.Bind(volume, "/mnt")
            .Shell("cat /mnt/from-host; echo reply >/mnt/from-container")).Run().Succeeded();
        Assert.Equal("hello", result.Stdout);
        Assert.Equal("reply\n", File.ReadAllText(Path.Combine(volume, "from-container")));
    }

    [ContainerFact]
    public void A_file_is_the_hosts_too()
    {
        string file = Sandbox.MakeFile("file", "hello");
        Result result = Container(spec => spec.Bind(file, "/etc/group").Shell("cat /etc/group; echo reply >/etc/group"))
            .Run().Succeeded();
        Assert.Equal("hello", result.Stdout);
        Assert.Equal("reply\n", File.ReadAllText(file));
    }

    [ContainerTheory]
    [InlineData("ro nosuid", "ro nosuid", "nodev noexec")]
    [InlineData("nosuid nodev noexec", "rw nosuid nodev noexec", "ro")]
    [InlineData("ro noatime", "ro noatime", "relatime")]
    [InlineData("nodiratime", "nodiratime", "ro")]
    [InlineData("", "rw", "ro nosuid nodev noexec")]
    public void Flags_hold_for_the_mount_and_not_for_the_source(string options, string set, string unset)
    {
        string volume = Sandbox.MakeDirectory("volume");
        MountFact mount = Facts(spec =>
            spec.Bind(volume, "/mnt", options.Split(' ', System.StringSplitOptions.RemoveEmptyEntries))).Mount("/mnt");
        Assert.All(set.Split(' '), flag => Assert.Contains(flag, mount.Options));
        Assert.All(unset.Split(' '), flag => Assert.DoesNotContain(flag, mount.Options));
        File.WriteAllText(Path.Combine(volume, "still-writable"), "");
    }

    [ContainerTheory]
    [InlineData("bind", false)]
    [InlineData("rbind", true)]
    public void Only_rbind_brings_the_mounts_below_the_source(string option, bool expected)
    {
        Facts facts = FactsWithNested("mount -t tmpfs nested {0}/nested", option);
        Assert.Equal(expected, facts.FindMount("/mnt/nested") is not null);
        Assert.NotNull(facts.FindMount("/mnt"));
    }

    [ContainerFact]
    public void Ro_of_an_rbind_is_for_the_top_mount_only()
    {
        Facts facts = FactsWithNested("mount -t tmpfs nested {0}/nested", "rbind", "ro");
        Assert.Equal((true, false), (facts.Mount("/mnt").Has("ro"), facts.Mount("/mnt/nested").Has("ro")));
    }

    [ContainerTheory]
    [InlineData("rro", "ro")]
    [InlineData("rnosuid", "nosuid")]
    [InlineData("rnodev", "nodev")]
    [InlineData("rnoexec", "noexec")]
    [InlineData("rnoatime", "noatime")]
    [InlineData("rnodiratime", "nodiratime")]
    [InlineData("rnosymfollow", "nosymfollow")]
    [InlineData("rrelatime", "relatime")]
    public void A_recursive_option_is_for_every_mount_below(string option, string flag)
    {
        Facts facts = FactsWithNested("mount -t tmpfs nested {0}/nested", "rbind", option);
        Assert.Equal((true, true), (facts.Mount("/mnt").Has(flag), facts.Mount("/mnt/nested").Has(flag)));
    }

    [ContainerTheory]
    [InlineData("rrw", "ro")]
    [InlineData("rsuid", "nosuid")]
    [InlineData("rdev", "nodev")]
    [InlineData("rexec", "noexec")]
    public void A_recursive_clearing_option_is_for_every_mount_below(string option, string flag)
    {
        Facts facts = FactsWithNested($"mount -t tmpfs -o {flag} nested {{0}}/nested", "rbind", option);
        Assert.False(facts.Mount("/mnt/nested").Has(flag));
    }

    [ContainerTheory(RuncDiffers = "keeps the flags of the source before 1.2")]
    [InlineData("suid", "nosuid")]
    [InlineData("dev", "nodev")]
    [InlineData("exec", "noexec")]
    public void A_clearing_option_takes_a_flag_of_the_source_away(string option, string flag)
    {
        Facts facts = FactsWithNested($"mount -t tmpfs -o {flag} volume {{0}}; mkdir {{0}}/nested", "bind", option);
        Assert.False(facts.Mount("/mnt").Has(flag));
    }

    [ContainerFact]
    public void A_relative_source_is_looked_up_in_the_bundle()
    {
        Container container = Container(spec => spec.Bind("from-bundle", "/mnt").Shell("cat /mnt/file"));
        Directory.CreateDirectory(Path.Combine(container.Bundle, "from-bundle"));
        File.WriteAllText(Path.Combine(container.Bundle, "from-bundle/file"), "of the bundle");
        Assert.Equal("of the bundle", container.Run().Succeeded().Stdout);
    }

    [ContainerTheory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("ext4")]
    public void The_option_makes_a_bind_mount_whatever_the_type_says(string type)
    {
        string volume = Sandbox.MakeDirectory("volume");
        MountFact mount = Facts(spec => spec.Mount("/mnt", type, volume, "rbind")).Mount("/mnt");
        Assert.EndsWith($"/{Sandbox.Name}/volume", mount.Root, System.StringComparison.Ordinal);
    }

    [ContainerFact]
    public void A_source_that_does_not_exist_is_named_in_the_error()
    {
        Container(spec => spec.Bind("/no/such/source", "/mnt")).Run().Failed(1, "/no/such/source");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_directory_is_not_mounted_on_a_file()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container(spec => spec.Bind(volume, "/etc/passwd")).Run().Failed(1, "/etc/passwd");
    }

    private Facts FactsWithNested(string mount, params string[] options)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "nested"));
        Container container = Container(spec => spec.Bind(volume, "/mnt", options));
        string script = string.Format(System.Globalization.CultureInfo.InvariantCulture, mount, volume);
        return container.BeginRun(PrivateMounts.After(script)).Wait().Succeeded().Facts();
    }
}
