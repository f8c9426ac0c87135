// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Tests.CommandLine;

public sealed class GlobalOptionsTests
{
    [Fact]
    public void Without_flags_the_defaults_hold()
    {
        GlobalOptions options = GlobalOptions.Parse(["state", "--root", "/x"], out string[] rest);

        Assert.Equal("/run/husk/oci", options.Root);
        Assert.True(options.RootIsDefault);
        Assert.Null(options.LogFile);
        Assert.Equal(LogFormat.Text, options.LogFormat);
        Assert.Equal(LogLevel.Warning, options.LogLevel);
        Assert.False(options.SystemdCgroup);
        Assert.Equal(["state", "--root", "/x"], rest);
    }

    // As containerd's shim sends them, and as old go-runc did.
    [Theory]
    [InlineData("--root /r --log /l --log-format json --systemd-cgroup create")]
    [InlineData("-root=/r -log=/l -log-format=json -systemd-cgroup=true create")]
    public void What_containerd_sends_is_understood(string line)
    {
        GlobalOptions options = GlobalOptions.Parse(line.Split(' '), out string[] rest);

        Assert.Equal("/r", options.Root);
        Assert.False(options.RootIsDefault);
        Assert.Equal("/l", options.LogFile);
        Assert.Equal(LogFormat.Json, options.LogFormat);
        Assert.True(options.SystemdCgroup);
        Assert.Equal(["create"], rest);
    }

    [Theory]
    [InlineData("/a/b/", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("//a//b", "/a/b")]
    public void The_root_is_made_plain(string given, string root) =>
        Assert.Equal(root, GlobalOptions.Parse(["--root", given], out _).Root);

    [Fact]
    public void Relative_paths_start_at_the_current_directory()
    {
        GlobalOptions options = GlobalOptions.Parse(["--root", "r", "--log", "l"], out _);

        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "r"), options.Root);
        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "l"), options.LogFile);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("//")]
    [InlineData("/..")]
    [InlineData("/a/..")]
    public void The_root_of_the_host_is_refused(string root) =>
        Assert.Equal(
            "option --root should not be set to /",
            Assert.Throws<UsageException>(() => GlobalOptions.Parse(["--root", root, "list"], out _)).Message);

    [Theory]
    [InlineData("--log-format xml", "invalid log-format: xml")]
    [InlineData("--log-level loud", "invalid log-level: loud (debug, info, warning or error)")]
    [InlineData("--cgroup-manager none", "invalid --cgroup-manager: none (cgroupfs, systemd or disabled)")]
    [InlineData("--rootless maybe", "invalid --rootless: maybe (true, false or auto)")]
    public void A_value_that_is_unknown_is_refused_without_a_page_of_help(string line, string message)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => GlobalOptions.Parse(line.Split(' '), out _));

        Assert.Equal(message, refusal.Message);
        Assert.False(refusal.ShowHelp);
    }

    [Theory]
    [InlineData("", "Warning")]
    [InlineData("--log-level debug", "Debug")]
    [InlineData("--log-level info", "Info")]
    [InlineData("--log-level warn", "Warning")]
    [InlineData("--log-level error", "Error")]
    [InlineData("--debug", "Debug")]
    [InlineData("--debug=false --log-level error", "Error")]
    [InlineData("--debug --log-level error", "Debug")]
    public void Debug_is_the_lowest_level(string line, string level) =>
        Assert.Equal(level, GlobalOptions.Parse(line.Length == 0 ? [] : line.Split(' '), out _).LogLevel.ToString());

    [Theory]
    [InlineData("--rootless true")]
    [InlineData("--rootless=false")]
    [InlineData("--rootless auto")]
    [InlineData("--rootless 1")]
    [InlineData("--criu /usr/sbin/criu")]
    public void What_is_only_accepted_is_accepted(string line)
    {
        GlobalOptions.Parse([.. line.Split(' '), "list"], out string[] rest);

        Assert.Equal(["list"], rest);
    }

    [Theory]
    [InlineData("list", false, false)]
    [InlineData("--cgroup-manager cgroupfs", false, false)]
    [InlineData("--cgroup-manager systemd", true, false)]
    [InlineData("--cgroup-manager=disabled", false, true)]
    [InlineData("--systemd-cgroup --cgroup-manager cgroupfs", true, false)]
    public void The_cgroup_manager_is_one_of_three(string line, bool systemd, bool none)
    {
        GlobalOptions options = GlobalOptions.Parse(line.Split(' '), out _);

        Assert.Equal((systemd, none), (options.SystemdCgroup, options.NoCgroup));
    }
}
