// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.AppArmor;

/// <summary>runtime-spec, config.md "Linux Process": `apparmorProfile`, on a kernel that has AppArmor
/// (apparmor.d(5)).</summary>
public sealed class ProfileTests : ConformanceTest
{
    private const string Everything =
        "file, capability, network, mount, umount, pivot_root, signal, ptrace, unix, dbus,";

    [ContainerTheory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 1000)]
    [InlineData(false, 1000)]
    public void The_process_is_in_the_profile(bool noNewPrivileges, int uid)
    {
        string profile = Load(Everything);
        Container container = Container(spec => spec.Set("process.apparmorProfile", profile)
            .Set("process.noNewPrivileges", noNewPrivileges).Set("process.user.uid", uid).Args("/bin/cat", Current));
        Assert.Equal($"{profile} (enforce)\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact]
    public void Without_one_it_is_in_none() =>
        Assert.Equal("unconfined\n", Container(spec => spec.Args("/bin/cat", Current)).Run().Succeeded().Stdout);

    [ContainerFact]
    public void What_the_profile_denies_is_denied()
    {
        string profile = Load(Everything + "deny /etc/passwd r,");
        Container container =
            Container(spec => spec.Set("process.apparmorProfile", profile).Args("/bin/cat", "/etc/passwd"));
        File.WriteAllText(container.InRootfs("/etc/passwd"), "root:x:0:0::/:\n");
        Result denied = container.Run();
        Assert.Contains("Permission denied", denied.Stderr, StringComparison.Ordinal);
        container.Spec.Set("process.apparmorProfile", null);
        container.Run().Succeeded();
    }

    /// <summary>Nothing of the runtime's own is executed in it: what a profile allows is about the container's
    /// files.</summary>
    [ContainerFact]
    public void A_profile_need_allow_no_more_than_the_program()
    {
        string profile = Load("/bin/probe mr, /proc/** r, / r, /** r, capability, deny /** wx,");
        Container container =
            Container(spec => spec.Set("process.apparmorProfile", profile).Args("/bin/probe", "exit", "7"));
        container.Run().Exited(7);
    }

    [ContainerFact]
    public void What_exec_starts_is_in_the_containers_profile_or_that_of_its_flag()
    {
        string profile = Load(Everything);
        string other = Load(Everything, "other");
        Container container = Container(spec => spec.Set("process.apparmorProfile", profile)).RunSleeping();
        Assert.Equal($"{profile} (enforce)\n", container.Exec("/bin/cat", Current).Succeeded().Stdout);
        Assert.Equal(
            $"{other} (enforce)\n", container.ExecWith(["--apparmor", other], "/bin/cat", Current).Succeeded().Stdout);
        container.Delete("--force").Succeeded();
    }

    [ContainerFact]
    public void A_profile_that_is_not_loaded_is_an_error_that_leaves_nothing()
    {
        Container(spec => spec.Set("process.apparmorProfile", "husk-not-loaded")).Run()
            .Failed(1, "apparmor failed to apply profile");
        Sandbox.AssertNothingLeft();
    }

    /// <summary>CVE-2019-19921, CVE-2023-28642: a write to a label's file that lands in a file of the image.</summary>
    [ContainerTheory]
    [InlineData("/evil")]
    [InlineData("evil")]
    [InlineData("../../../../../../../../tmp")]
    public void A_proc_that_is_a_symlink_is_an_error(string target)
    {
        string profile = Load(Everything);
        Container container = Container(spec => spec.Set("process.apparmorProfile", profile).Args("/bin/true"));
        string lure = container.InRootfs("/evil/self/attr");
        Directory.CreateDirectory(lure);
        File.WriteAllText(Path.Combine(lure, "exec"), "");
        Directory.Delete(container.InRootfs("/proc"));
        File.CreateSymbolicLink(container.InRootfs("/proc"), target);
        container.Run().Exited(1);
        Assert.Equal("", File.ReadAllText(Path.Combine(lure, "exec")));
    }

    /// <summary>CVE-2023-28642: the directory of the image with such a file in it, bound where /proc is to
    /// be.</summary>
    [ContainerFact]
    public void A_volume_at_proc_is_an_error()
    {
        string profile = Load(Everything);
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "self/attr"));
        File.WriteAllText(Path.Combine(volume, "self/attr/exec"), "");
        Container(spec =>
            spec.Set("process.apparmorProfile", profile).WithoutMount("/proc").Bind(volume, "/proc").Args("/bin/true"))
            .Run().Failed(1, "/proc");
        Assert.Equal("", File.ReadAllText(Path.Combine(volume, "self/attr/exec")));
    }

    private const string Current = "/proc/self/attr/current";

    /// <summary>Loaded for as long as the lab's kernel lives.</summary>
    private string Load(string rules, string suffix = "profile")
    {
        string name = $"{Sandbox.Name}-{suffix}";
        string file = Sandbox.MakeFile(suffix,
            $"profile {name} flags=(attach_disconnected,mediate_deleted) {{ {rules.Replace(",", ",\n", StringComparison.Ordinal)} }}\n");
        Sandbox.Command("apparmor_parser", "--replace", "--skip-cache", file).Succeeded();
        return name;
    }
}
