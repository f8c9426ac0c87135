// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Cgroups;

namespace Husk.Monitor.Container;

/// <summary>Whether the kernel has killed a process of the container because memory ran out.</summary>
internal sealed class OomWatch : IDisposable
{
    private readonly Cgroup _cgroup;
    private readonly OomNotice? _notice;

    private OomWatch(Cgroup cgroup)
    {
        _cgroup = cgroup;
        _notice = OomNotice.Open(cgroup);
    }

    /// <summary>Begins to look; null where memory is not controlled, or nobody knows where.</summary>
    /// <param name="cgroupsPath">linux.cgroupsPath: only an absolute one says where the cgroup is.</param>
    public static OomWatch? Open(string cgroupsPath)
    {
        if (!cgroupsPath.StartsWith('/'))
            return null;
        try
        {
            CgroupLayout layout = CgroupLayout.Read();
            if ((layout.Find("memory") ?? layout.Unified) is not { } hierarchy)
                return null;
            return new OomWatch(Cgroup.Open([new(hierarchy.Name, hierarchy.MountPoint + cgroupsPath)], []));
        }
        catch (SyscallException)
        {
            // The container may have ended, and its cgroup be gone.
            return null;
        }
    }

    /// <summary>Waits for the killer to come.</summary>
    public PollEntry? Entry => _notice?.Entry;

    /// <summary>After something came: whether it was the killer.</summary>
    public bool Take() => _notice?.Take() == true;

    /// <summary>Whether it came since the container was started. To be asked before the cgroup is deleted.</summary>
    public bool HasKilled
    {
        get
        {
            try
            {
                return _cgroup.OomKillCount > 0;
            }
            catch (SyscallException)
            {
                return false;
            }
        }
    }

    public void Dispose() => _notice?.Dispose();
}
