// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Checkpoint;

/// <summary>`restore`: what CRIU is asked, and that what comes back is a container as any other.</summary>
public sealed class RestoreTests : ConformanceTest
{
    private readonly CriuRecord _criu;

    public RestoreTests() => _criu = new CriuRecord(Sandbox);

    [ContainerFact]
    public void The_container_runs_again_and_every_verb_works()
    {
        Container container = Restored();
        Assert.Equal("running", container.Status);
        Assert.Equal($"{container.Pid}", File.ReadAllText(container.PidFile));
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void It_is_in_the_containers_cgroup_with_its_limits()
    {
        Container container = Restored(spec => spec.Set("linux.resources.pids.limit", 77));
        Assert.Contains(container.CgroupsPath, File.ReadAllText($"/proc/{container.Pid}/cgroup"));
        Assert.Equal("77", container.ReadCgroup("pids", "pids.max"));
        Assert.Contains(container.CgroupsPath, _criu.Values(CriuRecord.Restore, "2.25.2"));
    }

    [ContainerFact]
    public void What_every_restore_says()
    {
        Restored();
        Assert.Equal("restore.log", _criu.Value(CriuRecord.Restore, "2.10"));
        foreach (string flag in (string[])["2.6", "2.12", "2.24", "2.26", "2.50"])
        {
            Assert.Equal("1", _criu.Value(CriuRecord.Restore, flag));
        }
    }

    [ContainerFact]
    public void Mounts_get_their_sources_anew()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Restored(spec => spec.Bind(volume, "/mnt"));
        string[] keys = _criu.Values(CriuRecord.Restore, "2.23.1"), values = _criu.Values(CriuRecord.Restore, "2.23.2");
        Assert.Equal(volume, values[Array.IndexOf(keys, "/mnt")]);
        Assert.Equal("/dev/null", values[Array.IndexOf(keys, "/dev/null")]);
    }

    [ContainerFact]
    public void Mount_points_are_made_where_the_root_is_a_fresh_copy()
    {
        Container container = Written(spec => spec.Bind("/etc", "/data/etc"));
        Directory.Delete(container.InRootfs("data"), recursive: true);
        Restore(container).Succeeded();
        Assert.True(Directory.Exists(container.InRootfs("data/etc")));
    }

    [ContainerFact]
    public void Pipes_of_the_old_stdio_become_the_new_one()
    {
        Container container = Written();
        string list = Path.Combine(_criu.Images, "descriptors.json");
        File.WriteAllText(list, """["/dev/null","pipe:[4711]","pipe:[4712]"]""");
        Restore(container).Succeeded();
        Assert.Equal(["pipe:[4711]", "pipe:[4712]"], _criu.Values(CriuRecord.Restore, "2.27.1"));
        Assert.Equal(["1", "2"], _criu.Values(CriuRecord.Restore, "2.27.2"));
    }

    [ContainerFact(RuncDiffers = "it knows pipes only, and CRIU then wants the very files")]
    public void Files_of_the_host_become_the_new_stdio_too()
    {
        Container container = Written();
        string[] files = JsonNode.Parse(File.ReadAllText(Path.Combine(_criu.Images, "descriptors.json")))!.AsArray()
            .Select(text => (string)text!).ToArray();
        Assert.All(files, file => Assert.Matches("^file\\[[0-9a-f]+:[0-9a-f]+\\]$", file));
        Assert.Equal(files, _criu.Values(CriuRecord.Dump, "2.37"));
        Restore(container).Succeeded();
        Assert.Equal(files, _criu.Values(CriuRecord.Restore, "2.27.1"));
    }

    [ContainerFact]
    public void The_configuration_file_of_CRIU_can_be_chosen_and_left_out()
    {
        Container container = Restored(
            spec => spec.Set("annotations", new JsonObject { ["org.criu.config"] = "/etc/criu/mine.conf" }));
        Assert.Equal("/etc/criu/mine.conf", _criu.Value(CriuRecord.Restore, "2.51"));
        container.Delete("--force").Succeeded();
        Container other = Restored(spec => spec.Set("annotations", new JsonObject { ["org.criu.config"] = "" }));
        Assert.Single(_criu.Values(CriuRecord.Restore, "2.51"));
    }

    [ContainerFact]
    public void Hooks_that_prepare_namespaces_run_again()
    {
        string log = Path.Combine(Sandbox.Path, "hooks");
        Container container = Written(spec => spec.Set("hooks", new JsonObject
        {
            ["prestart"] = Hook(log, "prestart"),
            ["createRuntime"] = Hook(log, "createRuntime"),
            ["poststop"] = Hook(log, "poststop"),
        }));
        File.Delete(log);
        Restore(container).Succeeded();
        Assert.Equal(["prestart", "createRuntime"], File.ReadAllLines(log));
    }

    [ContainerFact]
    public void In_the_foreground_the_status_is_the_processs()
    {
        Container container = Written();
        System.Threading.Tasks.Task<Result> restore = System.Threading.Tasks.Task.Run(
            () => Restore(container, detach: false));
        Eventually.True(() => File.Exists(container.PidFile), "the restored process");
        Eventually.True(() => Sandbox.Runtime("kill", container.Id, "KILL").ExitCode == 0, "a container to kill");
        restore.GetAwaiter().GetResult().Exited(137);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_restore_that_fails_leaves_nothing()
    {
        _criu.Moods["CRIU_FAILS"] = "2";
        Container container = Written();
        Assert.Contains("criu failed: type", Restore(container).Exited(1).Stderr);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Nothing_is_restored_from_nowhere()
    {
        Container container = Container();
        container.WriteConfig();
        Assert.Contains(_criu.Images, Restore(container).Exited(1).Stderr);
        Sandbox.AssertNothingLeft();
    }

    private Container Written(Action<Spec>? edit = null)
    {
        Container container = Container(edit).RunSleeping();
        _criu.Runtime("checkpoint", "--image-path", _criu.Images, container.Id).Succeeded();
        return container;
    }

    private Container Restored(Action<Spec>? edit = null)
    {
        Container container = Written(edit);
        Restore(container).Succeeded();
        return container;
    }

    private Result Restore(Container container, bool detach = true)
    {
        string[] detached = detach ? ["--detach"] : [];
        return _criu.Runtime(["restore", .. detached, "--bundle", container.Bundle, "--image-path", _criu.Images,
            "--pid-file", container.PidFile, container.Id]);
    }

    private static JsonArray Hook(string log, string kind) =>
        new(new JsonObject { ["path"] = "/bin/sh", ["args"] = Spec.Texts(["sh", "-c", $"echo {kind} >> {log}"]) });
}
