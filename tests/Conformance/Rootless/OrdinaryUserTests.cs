// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Rootless;

/// <summary>What somebody who is not root can do: user_namespaces(7); runc-run(8), --rootless.</summary>
public sealed class OrdinaryUserTests : ConformanceTest
{
    private readonly OrdinaryUser _user;

    public OrdinaryUserTests() => _user = new OrdinaryUser(Sandbox);

    [ContainerFact]
    public void Is_root_inside_and_nobody_else_there()
    {
        _user.Container.Spec.Shell("id -u; cat /proc/self/uid_map /proc/self/gid_map; cat /proc/self/setgroups");
        string[] lines = _user.Run().Succeeded().Stdout.Split('\n').Select(Squeeze).ToArray();
        Assert.Equal(["0", $"0 {OrdinaryUser.Id} 1", $"0 {OrdinaryUser.Id} 1", "deny"], lines[..4]);
    }

    [ContainerFact]
    public void The_default_root_is_the_users_own_and_survives_a_clean_up()
    {
        _user.WriteBundle();
        Sandbox.BeginCommand(
            _user.Launch, RuntimeBinary.Path, "run", "--bundle", _user.Container.Bundle, _user.Container.Id)
            .Wait().Succeeded();
        string made = Assert.Single(Directory.GetDirectories(_user.RuntimeDirectory));
        Assert.Equal($"1700 {OrdinaryUser.Id}\n", Sandbox.Command("stat", "-c", "%a %u", made).Stdout);
    }

    [ContainerFact]
    public void The_default_devices_work()
    {
        _user.Container.Spec.Args(
            "/bin/probe", "facts", ",", "open", "/dev/null", "rw", ",", "open", "/dev/urandom", "r");
        Result result = _user.Run().Succeeded();
        JsonObject device = result.Facts().Device("/dev/null")!;
        Assert.Equal(("c", 1, 3), ((string)device["type"]!, (int)device["major"]!, (int)device["minor"]!));
        Assert.Null((string?)result.Json(1)["errno"]);
        Assert.Null((string?)result.Json(2)["errno"]);
    }

    [ContainerTheory]
    [InlineData("/proc", "proc")]
    [InlineData("/sys", "sysfs")]
    [InlineData("/dev", "tmpfs")]
    [InlineData("/dev/pts", "devpts")]
    [InlineData("/dev/mqueue", "mqueue")]
    public void The_default_mounts_are_there(string point, string type) =>
        Assert.Equal(type, _user.Run().Succeeded().Facts().Mount(point).Type);

    /// <summary>CVE-2023-25809: /sys is bound with all that is mounted below it.</summary>
    [ContainerFact]
    public void The_cgroups_are_read_only()
    {
        _user.Container.Spec.Shell(
            "for d in /sys/fs/cgroup/*; do ! mkdir $d/x || echo made in $d; done 2>&1; echo end");
        string output = _user.Run().Succeeded().Stdout;
        Assert.EndsWith("end\n", output);
        Assert.DoesNotContain("made", output);
        Assert.DoesNotContain("Permission denied", output);
    }

    [ContainerFact]
    public void A_bind_mount_of_the_users_files_is_writable()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("chown", $"{OrdinaryUser.Id}", volume).Succeeded();
        _user.Container.Spec.Bind(volume, "/mnt", "nosuid", "nodev").Shell("touch /mnt/file");
        _user.Run().Succeeded();
        Assert.Equal($"{OrdinaryUser.Id}\n", Sandbox.Command("stat", "-c", "%u", Path.Combine(volume, "file")).Stdout);
    }

    [ContainerFact]
    public void A_container_lives_through_every_verb()
    {
        _user.Container.Spec.Args("/bin/probe", "sleep");
        _user.Create().Succeeded();
        Assert.Equal("created", (string?)_user.State()["status"]);
        _user.Runtime("start", _user.Container.Id).Succeeded();
        Assert.Equal("running", (string?)_user.State()["status"]);
        Assert.Contains(_user.Container.Id, _user.Runtime("list", "-q").Succeeded().Stdout);
        _user.Runtime("kill", _user.Container.Id, "KILL").Succeeded();
        Eventually.True(() => (string?)_user.State()["status"] == "stopped", "the container stopped");
        _user.Runtime("delete", _user.Container.Id).Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Exec_joins_every_namespace()
    {
        _user.Container.Spec.Args("/bin/probe", "sleep").Set("process.oomScoreAdj", 400);
        _user.Run("--detach").Succeeded();
        Facts facts = _user.Exec([], "/bin/probe", "facts").Succeeded().Facts();
        int pid = (int)_user.State()["pid"]!;
        foreach (string type in (string[])["user", "pid", "mnt", "ipc", "uts"])
        {
            Assert.Equal(File.ResolveLinkTarget($"/proc/{pid}/ns/{type}", false)!.Name, facts.Namespace(type));
        }

        Assert.Equal(0, facts.Numbers("uid")[0]);
        Assert.Equal(400, facts.Number("oomScoreAdj"));
    }

    [ContainerFact]
    public void Exec_takes_the_exit_status()
    {
        _user.Container.Spec.Args("/bin/probe", "sleep");
        _user.Run("--detach").Succeeded();
        _user.Exec([], "/bin/sh", "-c", "exit 7").Exited(7);
    }

    [ContainerFact]
    public void A_terminal_goes_to_the_console_socket()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Sandbox.Command("chmod", "777", socket.Path).Succeeded();
        _user.Container.Spec.Set("process.terminal", true).Shell("echo ready; read line; echo \"got <$line>\"");
        _user.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        terminal.WaitFor("ready\n");
        terminal.Type("typed\r");
        terminal.WaitFor("got <typed>\n");
    }

    [ContainerFact]
    public void Hooks_of_every_kind_run()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("chown", $"{OrdinaryUser.Id}", volume).Succeeded();
        foreach (string kind in (string[])["prestart", "createRuntime", "createContainer", "poststart", "poststop"])
        {
            _user.Container.Spec.Set("hooks." + kind, Hook("/bin/sh", $"echo {kind} >> {volume}/log"));
        }

        _user.Container.Spec.Bind(volume, "/mnt").Set(
            "hooks.startContainer", Hook("/bin/sh", "echo startContainer >> /mnt/log"));
        _user.Container.Spec.Args("/bin/true");
        _user.Run().Succeeded();
        Assert.Equal(["createContainer", "createRuntime", "poststart", "poststop", "prestart", "startContainer"],
            File.ReadAllLines(Path.Combine(volume, "log")).Order(System.StringComparer.Ordinal));
    }

    [ContainerFact]
    public void Another_users_group_cannot_be_taken()
    {
        _user.Container.Spec.Set("process.user.additionalGids", new JsonArray(7));
        _user.Run().Failed(1, "cannot set any additional groups in a rootless container");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Without_a_user_namespace_there_is_no_container()
    {
        _user.Container.Spec.WithoutNamespace("user").Set("linux.uidMappings", null).Set("linux.gidMappings", null);
        _user.Run().Failed(1, "rootless container requires user namespaces");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_mount_cannot_belong_to_somebody_who_is_not_mapped()
    {
        _user.Container.Spec.Mount("/mnt", "tmpfs", "tmpfs", "gid=5");
        _user.Run().Failed(1, "cannot specify gid=", "rootless container");
        Sandbox.AssertNothingLeft();
    }

    private static JsonArray Hook(string path, string script) =>
        new(new JsonObject { ["path"] = path, ["args"] = Spec.Texts(["sh", "-c", script]) });

    private static string Squeeze(string line) =>
        string.Join(' ', line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
}
