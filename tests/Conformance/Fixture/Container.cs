// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Conformance.Fixture;

/// <summary>A bundle with its id, and the runtime's verbs for it.</summary>
internal sealed class Container
{
    private readonly Sandbox _sandbox;

    public Container(Sandbox sandbox, string id)
    {
        _sandbox = sandbox;
        Id = id;
        Bundle = _sandbox.MakeDirectory(id);
        RootfsPath = Path.Combine(Bundle, "rootfs");
        Rootfs.Make(RootfsPath);
        Spec.Set("linux.cgroupsPath", RuntimeBinary.UsesSystemd ? $"system.slice:{_sandbox.Name}:{Id}" : CgroupsPath);
    }

    public string Id { get; }

    public string Bundle { get; }

    public string RootfsPath { get; }

    /// <summary>Its cgroup, from the root of each hierarchy.</summary>
    public string CgroupsPath =>
        RuntimeBinary.UsesSystemd ? $"/system.slice/{Unit}" : $"/{_sandbox.Name}/{Id}";

    /// <summary>The systemd unit that the cgroup is, where systemd makes it.</summary>
    public string Unit => $"{_sandbox.Name}-{Id}.scope";

    public Spec Spec { get; set; } = Spec.Default();

    public string ConfigPath => Path.Combine(Bundle, "config.json");

    public string PidFile => Path.Combine(Bundle, "pid");

    /// <summary>The pid of the init process, as the host numbers it.</summary>
    public int Pid => (int)State()["pid"]!;

    public string Status => (string)State()["status"]!;

    public string InRootfs(string path) => Path.Combine(RootfsPath, path.TrimStart('/'));

    public Container Edit(System.Action<Spec> edit)
    {
        edit(Spec);
        return this;
    }

    public void WriteConfig() => File.WriteAllText(ConfigPath, Spec.ToString());

    public Result Run(params string[] options) => BeginRun(Launch.Default, options).Wait();

    public Invocation BeginRun(Launch launch, params string[] options) => Begin(launch, "run", options);

    /// <summary>Runs the probe's `facts` to the end.</summary>
    public Facts RunFacts() => Run().Succeeded().Facts();

    public Result Create(params string[] options) => BeginCreate(Launch.Default, options).Wait();

    public Invocation BeginCreate(Launch launch, params string[] options) => Begin(launch, "create", options);

    public Result Start() => _sandbox.Runtime("start", Id);

    public Container CreateAndStart()
    {
        Create().Succeeded();
        Start().Succeeded();
        return this;
    }

    /// <summary>Runs it detached with a process that waits for a signal.</summary>
    public Container RunSleeping()
    {
        Spec.Args("/bin/probe", "sleep");
        Run("--detach").Succeeded();
        return this;
    }

    public JsonObject State() => JsonNode.Parse(_sandbox.Runtime("state", Id).Succeeded().Stdout)!.AsObject();

    public Result Kill(string signal = "KILL") => _sandbox.Runtime("kill", Id, signal);

    public Result Pause() => _sandbox.Runtime("pause", Id);

    public Result Resume() => _sandbox.Runtime("resume", Id);

    public Result Update(params string[] options) => _sandbox.Runtime(["update", .. options, Id]);

    public Result Delete(params string[] options) => _sandbox.Runtime(["delete", .. options, Id]);

    public Result Exec(params string[] command) => ExecWith([], command);

    public Result ExecWith(IEnumerable<string> options, params string[] command) =>
        BeginExec(Launch.Default, options, command).Wait();

    public Invocation BeginExec(Launch launch, IEnumerable<string> options, params string[] command) =>
        _sandbox.Begin(launch, ["exec", .. options, Id, .. command]);

    public void WaitForStatus(string status) => Eventually.True(() => Status == status, $"container {status}");

    /// <summary>
    /// Waits until the probe's `fork-orphans` is done in a container with a pid namespace. There is one process more
    /// for a while, whose children the orphans are until it has ended.
    /// </summary>
    public void WaitForOrphans(int count)
    {
        string first = Pid.ToString(CultureInfo.InvariantCulture);
        Eventually.True(
            () => File.ReadAllLines(CgroupFile("pids", "cgroup.procs")) is var pids && pids.Length == count + 1
                && pids.All(pid => pid == first || Parent(pid) == first),
            $"{count} orphans in the container");
    }

    /// <summary>The host's file for a limit of this container.</summary>
    public string CgroupFile(string controller, string file) =>
        Path.Combine(HostCgroups.Mountpoint(controller), CgroupsPath.TrimStart('/'), file);

    public string ReadCgroup(string controller, string file) => File.ReadAllText(CgroupFile(controller, file)).Trim();

    /// <summary>The bytes of one file below the rootfs as a container left them.</summary>
    public string ReadInRootfs(string path) => File.ReadAllText(InRootfs(path));

    private static string Parent(string pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status")
                .First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim();
        }
        catch (IOException)
        {
            return "ended meanwhile";
        }
    }

    private Invocation Begin(Launch launch, string verb, IEnumerable<string> options)
    {
        WriteConfig();
        return _sandbox.Begin(launch, [verb, "--bundle", Bundle, .. options.ToArray(), Id]);
    }
}
