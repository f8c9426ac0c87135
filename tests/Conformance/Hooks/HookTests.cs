// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Hooks;

/// <summary>runtime-spec, config.md "POSIX-platform Hooks" and runtime.md "Lifecycle".</summary>
public sealed class HookTests : ConformanceTest
{
    private static readonly string[] All =
        ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

    [ContainerFact(RuncDiffers = "runs poststart at the end of create")]
    public void Each_runs_at_its_moment_and_in_the_order_of_the_spec()
    {
        string log = Path.Combine(Sandbox.Path, "log");
        Container container = Logging(log);
        container.Create().Succeeded();
        Assert.Equal(["prestart", "createRuntime", "createContainer"], File.ReadAllLines(log));
        container.Start().Succeeded();
        Eventually.True(() => File.ReadAllLines(log).Length == 6, "the process has written its line");

        // poststart and the process go their own ways from here.
        Assert.Equal("startContainer", File.ReadAllLines(log)[3]);
        Assert.Equal(["poststart", "process"], File.ReadAllLines(log)[4..].Order());
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Assert.Equal("poststop", File.ReadAllLines(log)[6]);
    }

    [ContainerFact]
    public void Run_and_a_forced_delete_call_them_too()
    {
        string log = Path.Combine(Sandbox.Path, "log");
        Logging(log).Run().Succeeded();
        Assert.Equal([.. All.Order(), "process"], File.ReadAllLines(log).OrderBy(line => line == "process")
            .ThenBy(line => line, StringComparer.Ordinal));
    }

    [ContainerFact]
    public void Those_of_create_run_in_the_order_of_the_spec_and_startContainer_after_them()
    {
        string log = Path.Combine(Sandbox.Path, "log");
        Container container = Logging(log);
        container.Spec["hooks.poststart"] = null;
        container.Create().Succeeded();
        Assert.Equal(["prestart", "createRuntime", "createContainer"], File.ReadAllLines(log));
        container.Start().Succeeded();
        container.WaitForStatus("stopped");
        Assert.Equal(["startContainer", "process"], File.ReadAllLines(log)[3..]);
        container.Delete().Succeeded();
        Assert.Equal("poststop", File.ReadAllLines(log)[5]);
    }

    [ContainerFact(RuncDiffers = "runs poststart at the end of create")]
    public void Poststart_gets_the_state_of_a_running_container()
    {
        string file = Path.Combine(Sandbox.Path, "state.json");
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] =
            new JsonObject { ["poststart"] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"cat >{file}")) };
        container.CreateAndStart();
        Assert.Equal("running", (string?)JsonNode.Parse(File.ReadAllText(file))!["status"]);
    }

    [ContainerTheory]
    [InlineData("prestart", "creating created")]
    [InlineData("createRuntime", "creating created")]
    [InlineData("poststop", "stopped")]
    public void A_hook_of_the_runtimes_side_gets_the_state_on_its_stdin(string name, string statuses)
    {
        string file = Path.Combine(Sandbox.Path, "state.json");
        Container container = Container(spec => spec.Args("/bin/probe", "sleep")
            .Set("annotations", new JsonObject { ["key"] = "value" }));
        container.Spec["hooks"] =
            new JsonObject { [name] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"cat >{file}")) };
        container.CreateAndStart();
        container.Delete("--force").Succeeded();
        JsonNode state = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Equal((container.Id, container.Bundle, "value"),
            ((string?)state["id"], (string?)state["bundle"], (string?)state["annotations"]!["key"]));
        Assert.Contains((string?)state["status"], statuses.Split(' '));
        Assert.Equal(name != "poststop", (int?)state["pid"] is > 0);
    }

    [ContainerFact]
    public void The_hooks_of_the_runtimes_side_are_in_its_namespaces_and_see_the_containers_process()
    {
        string file = Path.Combine(Sandbox.Path, "out");
        string script = $"""
            pid=$(sed -n 's/.*"pid": *\([0-9]*\).*/\1/p')
            readlink /proc/self/ns/mnt /proc/self/ns/net /proc/$pid/ns/net >{file}
            """;
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] = new JsonObject
        {
            ["createRuntime"] = new JsonArray(Hook("/bin/sh", "sh", "-c", script)),
        };
        container.Run().Succeeded();
        string[] lines = File.ReadAllLines(file);
        Assert.Equal((HostNamespace("mnt"), HostNamespace("net")), (lines[0], lines[1]));
        Assert.NotEqual(HostNamespace("net"), lines[2]);
    }

    [ContainerFact]
    public void CreateContainer_runs_the_hosts_file_in_the_containers_mount_namespace()
    {
        string file = Path.Combine(Sandbox.Path, "out");
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] =
            new JsonObject
            {
                ["createContainer"] = new JsonArray(Hook("/bin/sh", "sh", "-c",
                $"readlink /proc/self/ns/mnt >{file}; grep -c {container.RootfsPath} /proc/self/mountinfo >>{file}"))
            };
        container.Run().Succeeded();
        string[] lines = File.ReadAllLines(file);
        Assert.NotEqual(HostNamespace("mnt"), lines[0]);
        Assert.NotEqual("0", lines[1]);
    }

    [ContainerFact]
    public void StartContainer_runs_the_containers_file_in_the_container()
    {
        Container container = Container(spec => spec.Args("/bin/cat", "/dev/shm/out"));
        container.Spec["hooks"] =
            new JsonObject
            {
                ["startContainer"] = new JsonArray(
                Hook("/bin/sh", "sh", "-c", "readlink /proc/self/ns/mnt >/dev/shm/out; hostname >>/dev/shm/out"))
            };
        string[] lines = container.Edit(spec => spec.Set("hostname", "of-the-container")).Run()
            .Succeeded().Stdout.Split('\n');
        Assert.NotEqual(HostNamespace("mnt"), lines[0]);
        Assert.Equal("of-the-container", lines[1]);
    }

    [ContainerFact]
    public void The_environment_and_the_arguments_are_the_hooks_own()
    {
        string file = Path.Combine(Sandbox.Path, "out");
        JsonObject hook = Hook("/bin/sh", "name", "-c", $"env >{file}; echo \"$0 $1\" >>{file}", "zero", "one");
        hook["env"] = new JsonArray("A=1", "B=2");
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] = new JsonObject { ["createRuntime"] = new JsonArray(hook) };
        container.Run().Succeeded();
        string[] lines = File.ReadAllLines(file);
        Assert.Contains("A=1", lines);
        Assert.Contains("B=2", lines);
        Assert.Equal("zero one", lines[^1]);
        Assert.DoesNotContain(lines, line =>
            line.StartsWith("TERM=", StringComparison.Ordinal) || line.StartsWith("HOME=", StringComparison.Ordinal));
    }

    [ContainerFact]
    public void Without_an_environment_of_its_own_a_hook_of_the_runtimes_side_has_the_runtimes()
    {
        string file = Path.Combine(Sandbox.Path, "out");
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] =
            new JsonObject { ["createRuntime"] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"env >{file}")) };
        var launch = new Launch { Environment = new Dictionary<string, string> { ["OF_THE_RUNTIME"] = "yes" } };
        container.BeginRun(launch).Wait().Succeeded();
        Assert.Contains("OF_THE_RUNTIME=yes", File.ReadAllLines(file));
    }

    [ContainerFact]
    public void Without_an_environment_of_its_own_a_hook_of_startContainer_has_that_of_the_process()
    {
        Container container = Container(spec => spec.Args("/bin/cat", "/dev/shm/out").Env("ONE=two"));
        container.Spec["hooks"] =
            new JsonObject { ["startContainer"] = new JsonArray(Hook("/bin/sh", "sh", "-c", "env >/dev/shm/out")) };
        string[] lines = container.Run().Succeeded().Stdout.Split('\n');
        Assert.Contains("ONE=two", lines);
        Assert.Contains(lines, line => line.StartsWith("HOME=/", StringComparison.Ordinal));
    }

    [ContainerTheory]
    [InlineData("prestart")]
    [InlineData("createRuntime")]
    [InlineData("createContainer")]
    public void A_failing_hook_of_create_fails_it_and_leaves_nothing(string name)
    {
        string sign = Path.Combine(Sandbox.Path, "second");
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] =
            new JsonObject
            {
                [name] = new JsonArray(Hook("/bin/sh", "sh", "-c", "echo told by the hook >&2; exit 7"),
                Hook("/bin/touch", "touch", sign))
            };
        Result result = container.Create().Exited(1);
        Assert.Contains("hook", result.Stderr, StringComparison.Ordinal);
        Assert.Contains("told by the hook", result.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(sign));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_failing_startContainer_hook_keeps_the_process_from_running()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container container = Container(spec => spec.Bind(volume, "/mnt").Args("/bin/probe", "touch", "/mnt/ran"));
        container.Spec["hooks"] = new JsonObject { ["startContainer"] = new JsonArray(Hook("/bin/false", "false")) };
        Assert.NotEqual(0, container.Run().ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(volume));
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory(RuncDiffers = "runs startContainer hooks in the process and poststart hooks in create, and leaves "
        + "the container stopped")]
    [InlineData("startContainer")]
    [InlineData("poststart")]
    public void A_failing_hook_of_start_deletes_the_container_and_runs_its_poststop_hooks(string name)
    {
        string sign = Path.Combine(Sandbox.Path, "poststop");
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] = new JsonObject
        {
            [name] = new JsonArray(Hook("/bin/false", "false")),
            ["poststop"] = new JsonArray(Hook("/bin/touch", "touch", sign)),
        };
        container.Create().Succeeded();
        Assert.False(File.Exists(sign));
        container.Start().Failed(1, name);
        Assert.True(File.Exists(sign));
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("createRuntime")]
    [InlineData("createContainer")]
    public void After_a_failing_hook_of_create_the_poststop_hooks_take_down_what_others_set_up(string name)
    {
        string sign = Path.Combine(Sandbox.Path, "poststop");
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] = new JsonObject
        {
            [name] = new JsonArray(Hook("/bin/false", "false")),
            ["poststop"] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"cat >{sign}")),
        };
        container.Create().Exited(1);
        Assert.Equal("stopped", (string?)JsonNode.Parse(File.ReadAllText(sign))!["status"]);
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("createContainer")]
    [InlineData("startContainer")]
    public void A_hook_in_the_container_is_told_the_pid_that_is_seen_there(string name)
    {
        string volume = Sandbox.MakeDirectory("volume");
        string path = name == "createContainer" ? volume : "/mnt";
        Container container = Container(spec => spec.Bind(volume, "/mnt").Args("/bin/true"));
        container.Spec["hooks"] =
            new JsonObject { [name] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"cat >{path}/state")) };
        container.Run().Succeeded();
        Assert.Equal(1, (int)JsonNode.Parse(File.ReadAllText(Path.Combine(volume, "state")))!["pid"]!);
    }

    [ContainerFact]
    public void A_hook_that_is_not_there_is_named()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] = new JsonObject { ["createRuntime"] = new JsonArray(Hook("/no/such/hook")) };
        container.Run().Failed(1, "/no/such/hook");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_failing_poststop_hook_does_not_keep_the_container()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] = new JsonObject { ["poststop"] = new JsonArray(Hook("/bin/false", "false")) };
        container.Run("--detach").Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "runs no hook after one that has failed")]
    public void The_poststop_hooks_after_a_failing_one_run_all_the_same()
    {
        string sign = Path.Combine(Sandbox.Path, "second");
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] =
            new JsonObject
            {
                ["poststop"] = new JsonArray(Hook("/bin/false", "false"),
                Hook("/bin/touch", "touch", sign))
            };
        container.Run().Succeeded();
        Assert.True(File.Exists(sign));
    }

    [ContainerFact]
    public void A_failing_poststart_hook_ends_the_container()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] = new JsonObject { ["poststart"] = new JsonArray(Hook("/bin/false", "false")) };
        Result run = container.Run("--detach").Exited(1);
        Assert.Contains("hook", run.Stderr, StringComparison.Ordinal);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "runs poststart at the end of create")]
    public void A_poststart_hook_that_fails_in_start_is_the_end_of_the_container_too()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Spec["hooks"] = new JsonObject { ["poststart"] = new JsonArray(Hook("/bin/false", "false")) };
        container.Create().Succeeded();
        Assert.Contains("hook", container.Start().Exited(1).Stderr, StringComparison.Ordinal);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_hook_that_takes_longer_than_its_timeout_is_ended()
    {
        var watch = Stopwatch.StartNew();
        JsonObject hook = Hook("/bin/sleep", "sleep", "30");
        hook["timeout"] = 1;
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Spec["hooks"] = new JsonObject { ["createRuntime"] = new JsonArray(hook) };
        container.Run().Exited(1);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 20);
        Sandbox.AssertNothingLeft();
    }

    private Container Logging(string log)
    {
        // The log is on a volume, so that the hook inside and the process can write to it by the same path.
        Container container = Container(spec => spec.Bind(Sandbox.Path, Sandbox.Path).Shell($"echo process >>{log}"));
        var hooks = new JsonObject();
        foreach (string name in All)
        {
            hooks[name] = new JsonArray(Hook("/bin/sh", "sh", "-c", $"echo {name} >>{log}"));
        }

        container.Spec["hooks"] = hooks;
        return container;
    }

    private static string HostNamespace(string link) => File.ResolveLinkTarget("/proc/self/ns/" + link, false)!.Name;

    private static JsonObject Hook(string path, params string[] args) =>
        new() { ["path"] = path, ["args"] = Spec.Texts(args) };
}
