// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.EndToEnd.Engines;

/// <summary>podman with conmon; there is no daemon.</summary>
public sealed class Podman : DockerCommandLine
{
    /// <summary>Where conmon goes when podman was told of no parent. Podman leaves it there.</summary>
    private const string DefaultParent = "libpod_parent";

    private readonly bool _makesDefaultParent = !Remains.Cgroups(DefaultParent).Any();

    private readonly string _config;

    public Podman()
        : base("podman")
    {
        // Podman's own defaults for the limits are above what root may set where CAP_SYS_RESOURCE is missing.
        _config = Ground.Write("containers.conf", Page.Block("/etc/containers/containers.conf") + """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=8192:8192"]
            [network]
            network_backend = "netavark"
            """);
        Prepare(["load", "--input"]);
    }

    internal override IReadOnlyList<string> RuntimeRoots => ["/run/husk/oci", "/run/runc", "/run/crun"];

    /// <summary>A timer of systemd's makes the checks, where there is systemd; each can be asked for as well.</summary>
    internal override string HealthInterval => "disable";

    protected override string[] ContainerWords => ["--cgroup-parent", "/" + Ground.Name];

    internal override Invocation Begin(Launch launch, params string[] words) => Ground.Enter(
        launch with
        {
            Environment = new Dictionary<string, string>(launch.Environment)
            {
                ["CONTAINERS_CONF"] = _config,
                ["TMPDIR"] = Ground.File("tmp"),
                ["PODMAN_IGNORE_CGROUPSV1_WARNING"] = "1",
            },
        },
        ["podman", "--root", Ground.File("storage"), "--runroot", "/run/podman-storage",
            "--network-config-dir", Ground.File("networks"), "--cgroup-manager", "cgroupfs", "--events-backend", "file",
            .. words]);

    internal override string Health(string name)
    {
        Do("healthcheck", "run", name);
        return Inspect(name, "{{.State.Healthcheck.Status}}");
    }

    internal override int CountProcesses(string name) =>
        Do("top", name, "hpid").Succeeded().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    internal override void Remove(string name) => Do("rm", "--force", "--time", "0", "--volumes", name).Succeeded();

    /// <summary>The pause process and the like are gone with the last container.</summary>
    protected override void Stop()
    {
        if (ListContainers().Any())
        {
            Do("rm", "--all", "--force", "--time", "0");
        }

        if (_makesDefaultParent)
        {
            Remains.RemoveCgroups(DefaultParent);
        }
    }
}
