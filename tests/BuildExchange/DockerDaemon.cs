// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Containers.Tests;
using Husk.Linux.Tests;

namespace Husk.BuildExchange.Tests;

/// <summary>A dockerd with all it has in one directory, without networks; its client uses the builder that is part of
/// it.</summary>
internal sealed class DockerDaemon : IDisposable
{
    private readonly string _directory;
    private readonly Process _process;

    public DockerDaemon(string directory)
    {
        _directory = Directory.CreateDirectory(directory).FullName;
        _process = Process.Start("sh",
        [
            "-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", File("log"),
            "dockerd", "--data-root", File("data"), "--exec-root", File("exec"), "--pidfile", File("pid"), "-H", Host,
            "--cgroup-parent", "/" + Cgroup,
            "--exec-opt", "native.cgroupdriver=cgroupfs", "--bridge=none", "--iptables=false", "--ip6tables=false",
        ]);
        Engine.Await(
            () => _process.HasExited || Command.Run("docker", "-H", Host, "version").ExitCode == 0, "dockerd answers");
        Assert.False(_process.HasExited, System.IO.File.ReadAllText(File("log")));
    }

    private string Host => "unix://" + File("docker.sock");

    private string Cgroup =>
        "husk-docker-" + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Run(params string[] words) =>
        Command.Output("env", ["DOCKER_BUILDKIT=0", "DOCKER_CONFIG=" + File("client"), "docker", "-H", Host, .. words]);

    public void Dispose()
    {
        Command.Shell($"kill {_process.Id}");
        _process.WaitForExit();
        _process.Dispose();
        foreach (string cgroup in Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup")
            .Select(hierarchy => Path.Combine(hierarchy, Cgroup)).Where(Directory.Exists))
        {
            Engine.Await(() => Removed(cgroup), $"{cgroup} is gone");
        }
    }

    // The kernel may still hold what has just ended in it.
    private static bool Removed(string cgroup)
    {
        try
        {
            Directory.Delete(cgroup);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(cgroup);
        }
    }

    private string File(string name) => Path.Combine(_directory, name);
}
