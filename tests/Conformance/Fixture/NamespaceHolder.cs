// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Conformance.Fixture;

/// <summary>A process that holds one fresh namespace of a type, for containers to join.</summary>
internal sealed class NamespaceHolder : IDisposable
{
    private readonly Invocation _unshare;

    /// <param name="type">The long option of unshare(1): net, ipc, uts, pid, mount, cgroup, user, time.</param>
    public NamespaceHolder(Sandbox sandbox, string type)
    {
        Link = type == "mount" ? "mnt" : type;
        bool forks = type is "pid" or "time";
        string[] mapped = type == "user" ? ["--map-root-user"] : [];
        string own = File.ResolveLinkTarget("/proc/self/ns/" + Link, false)!.Name;

        // The namespace outlives its first process only as long as that process: --fork leaves unshare waiting for it.
        string[] fork = forks ? ["--fork", "--kill-child"] : [];
        _unshare = sandbox.BeginCommand(Launch.Default, ["unshare", "--" + type, .. mapped, .. fork, "sleep", "300"]);
        Pid = _unshare.Pid;
        Eventually.True(() => Find(forks) && Name is { } name && name != own, $"a {type} namespace to join");
    }

    /// <summary>Of a process inside.</summary>
    public int Pid { get; private set; }

    public string Link { get; }

    public string Path => $"/proc/{Pid}/ns/{Link}";

    /// <summary>As readlink prints it: `net:[4026532000]`.</summary>
    public string? Name => File.ResolveLinkTarget(Path, false)?.Name;

    public void Dispose() => _unshare.Dispose();

    private static int ChildOf(int pid) =>
        int.TryParse(File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ')[0], out int child) ? child : 0;

    /// <summary>unshare(1) has become the sleeper, or forked it.</summary>
    private bool Find(bool forked)
    {
        Pid = forked ? ChildOf(_unshare.Pid) : _unshare.Pid;
        return Pid != 0 && File.ReadAllText($"/proc/{Pid}/comm").Trim() == "sleep";
    }
}
