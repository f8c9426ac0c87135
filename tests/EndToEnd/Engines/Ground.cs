// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Mono.Unix.Native;

namespace Husk.EndToEnd.Engines;

/// <summary>
/// The ground an engine stands on: a mount and a network namespace of its own, held by a sleeper. Bridges, firewall
/// rules and mounts are in there, and so is a /run that no engine of the host shares; the files are in one directory.
/// </summary>
internal sealed class Ground : IDisposable
{
    /// <summary>Long enough for the suite; short enough that nothing stays for ever when a test run is
    /// killed.</summary>
    private const string Lifetime = "900";

    private readonly List<Invocation> _invocations = [];
    private readonly Invocation _holder;
    private int _commands;

    public Ground(string engine)
    {
        RuntimeBinary.Require();
        Name = $"husk-{engine}-{Guid.NewGuid().ToString("N")[..8]}";
        Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), Name)).FullName;
        Directory.CreateDirectory(File("tmp"));
        string script = System.IO.Path.Combine(Repository.Root, ".ci", "own-ground.sh");
        _holder = Begin(Launch.Default, script, "/bin/sh", "-c", "echo ready; exec sleep \"$1\"", "sh", Lifetime);
        Eventually.True(() => _holder.Stdout.Contains("ready", StringComparison.Ordinal), "namespaces for an engine");
    }

    /// <summary>Unique on the host; the cgroup above the engine's containers is called so.</summary>
    public string Name { get; }

    public string Path { get; }

    /// <summary>Every mount in there, by its mount point.</summary>
    public IEnumerable<string> Mounts =>
        System.IO.File.ReadLines($"/proc/{_holder.Pid}/mountinfo").Select(line => line.Split(' ')[4]);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A path as processes on the ground see it: /run is another one in there.</summary>
    public string Inside(string path) => $"/proc/{_holder.Pid}/root{path}";

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>A command on the ground.</summary>
    public Invocation Enter(Launch launch, params string[] command) => Begin(launch,
        ["nsenter", "--target", _holder.Pid.ToString(CultureInfo.InvariantCulture), "--mount", "--net", .. command]);

    /// <summary>A command of the host.</summary>
    public Invocation Begin(Launch launch, params string[] command)
    {
        lock (_invocations)
        {
            string output = System.IO.Path.Combine(Path, "output-" + ++_commands);
            Invocation invocation = Invocation.Begin(command, output, launch);
            _invocations.Add(invocation);
            return invocation;
        }
    }

    public void Dispose()
    {
        lock (_invocations)
        {
            _invocations.ForEach(invocation => invocation.Dispose());
        }

        _holder.Dispose();

        foreach (int pid in Remains.Processes(this))
        {
            Syscall.kill(pid, Signum.SIGKILL);
        }

        Eventually.Becomes(() => !Remains.Processes(this).Any(), TimeSpan.FromSeconds(5));
        Eventually.Becomes(() => Remains.RemoveCgroups(Name), TimeSpan.FromSeconds(5));
        Eventually.Becomes(RemoveFiles, TimeSpan.FromSeconds(5));
    }

    private bool RemoveFiles()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
