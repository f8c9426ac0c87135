// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.EndToEnd.Engines;

/// <summary>dockerd with a containerd of its own, and the docker client.</summary>
public sealed class Docker : DockerCommandLine, IDaemon
{
    private readonly Daemon _daemon;

    public Docker()
        : base("docker")
    {
        string config = Ground.Write("daemon.json", Page.Block("/etc/docker/daemon.json"));
        _daemon = new Daemon(Ground, "dockerd", "--config-file", config, "--data-root", Ground.File("data"),
            "--exec-root", Ground.File("exec"), "--pidfile", Ground.File("docker.pid"), "--host", Host,
            "--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", "/" + Ground.Name, "--live-restore");
        Prepare(["load", "--input"], "--network", "host");
    }

    /// <summary>An exec of no program ends with 126 in dockerd 20.10, and with 127 in later ones.</summary>
    internal override (int[] Run, int[] Exec) NotFound => ([127], [126, 127]);

    internal override IReadOnlyList<string> RuntimeRoots => [Ground.File("exec/runtime-runc/moby")];

    internal override string HealthInterval => "1s";

    private string Host => "unix://" + Ground.File("docker.sock");

    /// <inheritdoc/>
    public void Restart() => _daemon.Restart(() => Do("version").ExitCode == 0);

    internal override Invocation Begin(Launch launch, params string[] words) => Ground.Begin(
        launch with
        {
            Environment = new Dictionary<string, string>(launch.Environment)
            {
                ["DOCKER_HOST"] = Host,
                ["DOCKER_CONFIG"] = Ground.File("client"),
                // The builder that is part of the daemon: it runs its steps with the daemon's runtime.
                ["DOCKER_BUILDKIT"] = "0",
            },
        },
        ["docker", .. words]);

    internal override string Health(string name) => Inspect(name, "{{.State.Health.Status}}");

    /// <summary>As a person reads it: the columns of ps without its header.</summary>
    internal override int CountProcesses(string name) =>
        Do("top", name, "-o", "pid").Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    internal override void Remove(string name) => Do("rm", "--force", "--volumes", name).Succeeded();

    protected override void Start() => Restart();

    protected override void Stop() => _daemon.Dispose();
}
