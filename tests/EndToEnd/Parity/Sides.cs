// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd.Parity;

/// <summary>docker's client and daemon with runc, and husk; the same image in both.</summary>
public sealed class Sides : IDisposable
{
    private const string Image = "docker.io/library/busybox:latest";

    // In network namespaces of their own both have it.
    private const string Registry = "127.0.0.1:5000";

    private readonly List<Daemon> _daemons = [];
    private readonly Ground? _dockers;

    /// <summary>HUSK_PARITY=record writes down what the two say now, for a person to read as a diff.</summary>
    internal static bool Records => Mode == "record";

    // Without a word husk alone is held to the record: docker takes minutes.
    private static string Mode => Environment.GetEnvironmentVariable("HUSK_PARITY") switch
    {
        null or "" or "husk" => "husk",
        "docker" => "docker",
        "record" => "record",
        var unknown => throw new InvalidOperationException($"HUSK_PARITY={unknown}: it is husk, docker or record"),
    };

    public Sides()
    {
        HuskBinary.Require();
        try
        {
            Husk = StartHusk(new Ground("parity"));
            if (Mode is "docker" or "record")
            {
                _dockers = new Ground("docker");
                Docker = StartDocker(_dockers);
            }

            foreach (Side side in Docker is null ? (Side[])[Husk] : [Docker, Husk])
            {
                StartRegistry(side.Ground);
                side.Shell(side.Ground.File("start"),
                    $"set -e\n{Path.Combine(Repository.Root, "rootfs-fixtures", "image.sh")} {side.Ground.File("image.tar")} {Image}\n"
                    + $"docker load -i {side.Ground.File("image.tar")}").Succeeded();
            }
        }
        catch
        {
            // Nobody disposes of what was never made.
            Dispose();
            throw;
        }
    }

    /// <summary>Null when husk is held to the record alone.</summary>
    internal Side? Docker { get; }

    internal Side Husk { get; } = null!;

    public void Dispose()
    {
        _daemons.ForEach(daemon => daemon.Dispose());
        _dockers?.Dispose();
        Husk?.Ground.Dispose();
    }

    private Side StartDocker(Ground ground)
    {
        string host = "unix://" + ground.File("docker.sock");
        Side docker = new(ground,
            new Dictionary<string, string> { ["DOCKER_HOST"] = host, ["DOCKER_CONFIG"] = ground.File("client"), ["DOCKER_BUILDKIT"] = "0" });
        Daemon daemon = new(ground, "dockerd", "--data-root", ground.File("data"), "--exec-root", ground.File("exec"),
            "--pidfile", ground.File("docker.pid"), "--host", host, "--exec-opt", "native.cgroupdriver=cgroupfs",
            "--cgroup-parent", "/" + ground.Name);
        _daemons.Add(daemon);
        daemon.Restart(() => docker.Shell(ground.File("ready"), "docker version").ExitCode == 0);
        return docker;
    }

    // `alias docker=husk`, as the README has it.
    private static Side StartHusk(Ground ground)
    {
        string bin = Directory.CreateDirectory(ground.File("bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "docker"), HuskBinary.Path);
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = bin + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["HUSK_ROOT"] = ground.File("root"),
            ["DOCKER_CONFIG"] = ground.File("client"),
            ["HUSK_RUNTIME"] = RuntimeBinary.Path,
        };
        return new Side(ground, environment);
    }

    private void StartRegistry(Ground ground)
    {
        string config = ground.Write("registry.yml", $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{ground.File("registry")}} } }
            http: { addr: "{{Registry}}" }
            """);
        Daemon registry = new(ground, "docker-registry", "serve", config);
        _daemons.Add(registry);
        registry.Restart(() => ground.Enter(
            Launch.Default, "busybox", "wget", "-q", "-O", "/dev/null", $"http://{Registry}/v2/").Wait().ExitCode == 0);
    }
}
