// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Containers.Tests;
using Husk.Linux.Tests;

namespace Husk.LabKernel.Containers;

/// <summary>Containers of `husk` on a kernel that has AppArmor: the profile that they have where nothing else is asked
/// for.</summary>
public sealed class DefaultProfileTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    private const string Default = "husk-default (enforce)";
    private const string Current = "/proc/self/attr/current";
    private const string Policy = "/sys/kernel/security/apparmor";

    public void Dispose() => engine.Clear();

    [Theory]
    [InlineData("", Default)]
    [InlineData("--security-opt no-new-privileges --user 1000", Default)]
    [InlineData("--init", Default)]
    [InlineData("--privileged", "unconfined")]
    [InlineData("--security-opt apparmor=unconfined", "unconfined")]
    [InlineData("--privileged --security-opt apparmor=husk-default", Default)]
    public void A_container_is_in_the_default_profile_unless_it_is_to_have_none(string flags, string profile) =>
        Assert.Equal(profile, Inside(flags, "cat", Current));

    [Fact]
    public void So_is_what_exec_starts_and_inspect_and_explain_say_so()
    {
        string id = engine.Line("create", "--network", "none", "--name", "one", Engine.Image, "sleep", "1000");
        Assert.Equal("", engine.Line("inspect", "-f", "{{.AppArmorProfile}}", id));
        engine.Output("start", id);

        Assert.Equal("husk-default", engine.Line("inspect", "-f", "{{.AppArmorProfile}}", id));
        Assert.Equal(Default, engine.Line("exec", id, "cat", Current));
        Assert.Contains("AppArmor           " + Default, engine.Output("explain", id));
        Assert.Contains("  apparmor\n", engine.Output("info"));
    }

    [Theory]
    [InlineData("mount -t tmpfs none /tmp", "--cap-add SYS_ADMIN")]
    [InlineData("echo > /proc/sys/vm/swappiness", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/sys/kernel/core_pattern", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/sys/kernel/sysrq", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/sys/kernel/modprobe", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/sysvipc/shm", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/tty/drivers", "--security-opt systempaths=unconfined")]
    [InlineData("echo > /proc/sysrq-trigger", "--security-opt systempaths=unconfined")]
    [InlineData("cat /proc/kcore", "--security-opt systempaths=unconfined")]
    public void It_refuses_what_capabilities_and_mounts_alone_would_not(string what, string flags)
    {
        (int code, _, string error) =
            engine.Run(["run", "--rm", "--network", "none", .. flags.Split(' '), Engine.Image, "sh", "-c", what]);
        Assert.NotEqual(0, code);
        Assert.Contains("Permission denied", error);
        // It is the profile's doing. Nothing is written here.
        if (what.StartsWith("echo", StringComparison.Ordinal))
        {
            string file = what.Split(' ')[^1];
            Assert.Equal("open", Inside(
                flags + " --security-opt apparmor=unconfined", "sh", "-c", $": >> {file} && echo open"));
        }
    }

    [Fact]
    public void It_lets_a_container_do_its_work()
    {
        string[] files = ["kernel/shmmax", "kernel/shm_rmid_forced", "kernel/sem", "kernel/msgmax"];
        Assert.Equal("ok", Inside("--security-opt systempaths=unconfined", "sh", "-c",
            string.Join(" && ", files.Select(file => $": >> /proc/sys/{file}")) + " && echo ok"));
        Assert.Equal("0", Inside("", "sh", "-c",
            "touch /a && ln /a /b && ln -s a /c && chown 3:3 /a && chmod 4755 /a && mkdir /d && mv /b /d && rm -r /d && mkfifo /p && mknod /n c 1 3 && "
            + "cp /bin/busybox /x && sleep 1000 & kill -0 1 && kill $! && echo x > /proc/self/comm && cat /proc/1/status > /dev/null && id -u"));
    }

    [Fact]
    public void Signals_of_the_host_arrive()
    {
        engine.Keep("--network", "none", "--name", "one", "--stop-signal", "KILL");
        engine.Output("kill", "one");
        Assert.Equal("137", engine.Line("wait", "one"));
    }

    [Fact]
    public void It_is_loaded_again_where_it_was_taken_away()
    {
        Inside("", "true");
        File.WriteAllText(Policy + "/.remove", "husk-default");
        Assert.DoesNotContain("husk-default", File.ReadAllText(Policy + "/profiles"));

        Assert.Equal(Default, Inside("", "cat", Current));
    }

    [Fact]
    public void A_parser_that_refuses_it_is_told_of_and_nothing_is_left()
    {
        Inside("", "true");
        File.WriteAllText(Policy + "/.remove", "husk-default");
        Command.Shell($"mkdir {engine["sbin"]}; printf '#!/bin/sh\\necho no such ABI >&2; exit 3\\n' > {engine["sbin/apparmor_parser"]}; chmod +x {engine["sbin/apparmor_parser"]}");
        string path = $"PATH={engine["sbin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(engine.StartInfo("/usr/bin/env", path, engine.Executable,
            "run", "--rm", "--network", "none", Engine.Image, "true"))!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(125, process.ExitCode);
        Assert.Contains("AppArmor enabled on system but the husk-default profile could not be loaded: "
            + "apparmor_parser --replace --skip-cache exited with 3: no such ABI; --security-opt apparmor=unconfined", error);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_step_of_a_build_is_in_it()
    {
        (int code, _, string error) = engine.RunWith($"FROM {Engine.Image}\nRUN cat {Current}\n",
            "build", "--network", "none", "--progress", "plain", "-");
        Assert.Equal(0, code);
        Assert.Contains(Default, error);
    }

    [Fact]
    public void A_name_that_is_not_loaded_is_an_error()
    {
        (int code, _, string error) = engine.Run(
            "run", "--network", "none", "--security-opt", "apparmor=nobody", Engine.Image, "true");
        Assert.Equal(125, code);
        Assert.Contains("apparmor failed to apply profile: nobody is not loaded", error);
    }

    [Fact]
    public void The_script_of_an_explanation_puts_its_container_into_it_too()
    {
        File.WriteAllText(engine["script"], engine.Output(
            "explain", "run", "--script", "--network", "none", Engine.Image, "cat", Current));
        Assert.Equal(Default + "\n", Command.Output("bash", engine["script"]));
    }

    private string Inside(string flags, params string[] command) => engine.Line(
        ["run", "--rm", "--network", "none", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), Engine.Image,
            .. command]);
}
