// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;

namespace Husk.EndToEnd.Engines;

/// <summary>containerd and its shim for runc-compatible runtimes, by way of ctr.</summary>
public sealed partial class Containerd : Engine, IDaemon
{
    /// <summary>ctr hands its standard input on in any case.</summary>
    private static readonly Spelling Spelling = new("--memory-limit", "--cwd", null,
        volume =>
            $"--mount=type=bind,src={volume.Source},dst={volume.Target},options=rbind:{(volume.ReadOnly ? "ro" : "rw")}");

    private const string PauseImage = "husk.invalid/test/pause:latest";
    private const string KubernetesNamespace = "k8s.io";

    private readonly Daemon _daemon;
    private Invocation? _events;
    private int _execs;

    public Containerd()
        : base("containerd")
    {
        // A lower oom_score_adj than one's own wants CAP_SYS_RESOURCE.
        string config = Ground.Write("config.toml", $$"""
            root = "{{Ground.File("root")}}"
            state = "{{Ground.File("state")}}"
            {{Page.Block("/etc/containerd/config.toml")}}
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "{{PauseImage}}"
              restrict_oom_score_adj = true
            [grpc]
              address = "{{Socket}}"
            [plugins."io.containerd.internal.v1.opt"]
              path = "{{Ground.File("opt")}}"
            """);
        _daemon = new Daemon(Ground, "containerd", "--config", config);
        Prepare(["image", "import"]);
        ImportForKubernetes(Image);
        ImportForKubernetes(PauseImage, "sleep", "300");
    }

    /// <summary>ctr ends with 1 for whatever goes wrong.</summary>
    internal override (int[] Run, int[] Exec) NotFound => ([1], [1]);

    internal override (int[] Run, int[] Exec) NotExecutable => ([1], [1]);

    internal override IReadOnlyList<string> RuntimeRoots =>
        ["/run/containerd/runc/" + Ground.Name, "/run/containerd/runc/" + KubernetesNamespace];

    /// <summary>Where a kubelet would be connected.</summary>
    internal ContainerRuntimeInterface RuntimeInterface => new(Socket);

    private string Socket => Ground.File("containerd.sock");

    /// <inheritdoc/>
    public void Restart()
    {
        _daemon.Restart(() => Do("--connect-timeout", "1s", "version").ExitCode == 0);
        _events?.Dispose();
        _events = Begin(Launch.Default, "events");
    }

    internal override Invocation Begin(Launch launch, params string[] words) => Ground.Enter(
        launch with
        {
            Environment = new Dictionary<string, string>(launch.Environment)
            {
                ["CONTAINERD_ADDRESS"] = Socket,
                ["CONTAINERD_NAMESPACE"] = Ground.Name,
            },
        },
        ["ctr", .. words]);

    internal override string[] RunWords(ContainerOptions options, string name, bool detached, string[] command) =>
    [
        "run", "--runc-binary", RuntimeBinary.Path, "--seccomp",
        // As Kubernetes' containers have it.
        "--mount", "type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro:nosuid:noexec:nodev",
        .. detached
            ? ["--detach", .. options.Terminal ? Array.Empty<string>() : ["--log-uri", "file://" + LogFile(name)]]
            : new[] { "--rm" },
        .. options.Spell(Spelling), Image, name, .. command,
    ];

    internal override string[] ExecWords(ContainerOptions options, string name, string[] command) =>
    [
        "task", "exec", "--exec-id", $"exec-{Interlocked.Increment(ref _execs)}", .. options.Spell(Spelling), name,
        .. command,
    ];

    /// <summary>
    /// ctr closes its ends of the pipes as soon as it hears that the process has ended, read or not (containerd,
    /// cio/io_unix.go): on a busy machine, what a short command says can be lost. Then it is asked once more.
    /// </summary>
    internal override Result WithOutput(Func<Result> command)
    {
        Result first = command();
        return first.Stdout.Length > 0 || first.Stderr.Length > 0 ? first : command();
    }

    internal override void Kill(string name, string signal) => Do("task", "kill", "--signal", signal, name).Succeeded();

    internal override void Pause(string name) => Do("task", "pause", name).Succeeded();

    internal override void Resume(string name) => Do("task", "resume", name).Succeeded();

    internal override ContainerStatus Status(string name) => Row(Do("task", "list"), name)[2] switch
    {
        "RUNNING" => ContainerStatus.Running,
        "PAUSED" => ContainerStatus.Paused,
        "STOPPED" => ContainerStatus.Stopped,
        string other => throw new InvalidOperationException($"{name} is {other}"),
    };

    internal override int CountProcesses(string name) => Lines(Do("task", "ps", name)).Count() - 1;

    internal override int CountByStatistics(string name) =>
        int.Parse(Row(Do("task", "metrics", name), "pids.current")[1], CultureInfo.InvariantCulture);

    internal override string Logs(string name) => File.ReadAllText(LogFile(name));

    internal override int Wait(string name)
    {
        Eventually.True(() => Status(name) == ContainerStatus.Stopped, $"{name} to end");
        Result deleted = Do("task", "delete", name).Succeeded();
        Match code = ExitCode().Match(deleted.Stderr);
        return code.Success ? int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    internal override void Remove(string name)
    {
        Do("task", "delete", "--force", name);
        Do("container", "delete", name).Succeeded();
    }

    internal override bool RanOutOfMemory(string name) => _events!.Stdout.Split('\n')
        .Any(line => line.Contains("/tasks/oom", StringComparison.Ordinal)
        && line.Contains($"\"{name}\"", StringComparison.Ordinal));

    internal override IReadOnlyList<string> ListContainers() =>
        [.. Lines(Do("container", "list", "--quiet"))];

    protected override void Start() => Restart();

    protected override void Stop()
    {
        _events?.Dispose();
        _daemon.Dispose();
    }

    private void ImportForKubernetes(string image, params string[] command) =>
        Do("--namespace", KubernetesNamespace, "image", "import", MakeArchive(image, command)).Succeeded();

    private static IEnumerable<string> Lines(Result result) =>
        result.Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Row(Result result, string first) => Lines(result)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(row => row[0] == first);

    [GeneratedRegex("non-zero exit code ([0-9]+)")]
    private static partial Regex ExitCode();

    private string LogFile(string name) => Ground.File(name + ".log");
}
