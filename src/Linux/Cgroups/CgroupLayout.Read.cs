// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed unsafe partial record CgroupLayout
{
    private const string Root = "/sys/fs/cgroup", HybridRoot = Root + "/unified";

    /// <summary>
    /// Looks where systemd, and every distribution since, mounts cgroups. Only when something is elsewhere is the
    /// host's mount table read, which may have thousands of lines.
    /// </summary>
    /// <exception cref="SyscallException">/proc is not mounted.</exception>
    public static CgroupLayout Read()
    {
        List<ProcCgroup> own = ProcCgroup.Parse(At.ReadAll(BorrowedFd.Cwd, "/proc/self/cgroup"));
        return FromUsualPlaces(own) ?? From(own, At.ReadAll(BorrowedFd.Cwd, "/proc/self/mountinfo"), Controllers.Of);
    }

    /// <summary>The layout that a mount table tells of. Of several mounts of one hierarchy the first counts.</summary>
    /// <param name="own">The lines of /proc/self/cgroup.</param>
    /// <param name="mountInfo">The content of /proc/self/mountinfo.</param>
    /// <param name="controllersOf">What cgroup.controllers says at a mount point of v2.</param>
    internal static CgroupLayout From(
        IReadOnlyList<ProcCgroup> own, ReadOnlySpan<byte> mountInfo, Func<string, IReadOnlyList<string>> controllersOf)
    {
        List<CgroupMount> mounts = CgroupMount.Parse(mountInfo);
        var found = new List<CgroupHierarchy>(own.Count);
        CgroupHierarchy? unified = null;
        foreach (ProcCgroup line in own)
        {
            int i = mounts.FindIndex(each => line.Id == 0
                ? each.IsUnified
                : !each.IsUnified && Array.IndexOf(each.Options, line.Name.Split(',')[0]) >= 0);
            if (i < 0)
                continue;
            CgroupMount mount = mounts[i];
            CgroupHierarchy hierarchy = Hierarchy(line, mount.MountPoint, mount.Below(line.Path), controllersOf);
            if (line.Id == 0)
                unified = hierarchy;
            else
                found.Add(hierarchy);
        }

        // Without a single v1 controller it is a v2 host, wherever v2 is mounted.
        bool v2 = unified is not null && !found.Exists(static hierarchy => hierarchy.Controllers.Count > 0);
        if (v2)
            found.Clear();
        return Make(found, unified, v2);
    }

    private static CgroupLayout? FromUsualPlaces(List<ProcCgroup> own)
    {
        bool v2 = FileSystemType(Root) == CGROUP2_SUPER_MAGIC;
        var found = new List<CgroupHierarchy>(own.Count);
        CgroupHierarchy? unified = null;
        foreach (ProcCgroup line in own)
        {
            CgroupHierarchy? hierarchy = line.Id == 0 ? UsualUnified(line, v2) : UsualV1(line);
            // On a v2 host v1 lines are of controllers that somebody mounted for himself; beside v1, v2 is often not
            // mounted.
            if (hierarchy is null && v2 == (line.Id == 0))
                return null;
            if (line.Id == 0)
                unified = hierarchy;
            else if (hierarchy is not null && !v2)
                found.Add(hierarchy);
        }

        return Make(found, unified, v2);
    }

    private static CgroupHierarchy? UsualUnified(ProcCgroup line, bool v2)
    {
        string mountPoint = v2 ? Root : HybridRoot;
        if (FileSystemType(mountPoint) != CGROUP2_SUPER_MAGIC || !ShowsPath(mountPoint, line.Path))
            return null;
        return Hierarchy(line, mountPoint, line.Path, Controllers.Of);
    }

    private static CgroupHierarchy? UsualV1(ProcCgroup line)
    {
        // Several controllers in one hierarchy: cpu,cpuacct, and a symlink by each of their names.
        string name = line.Name.StartsWith("name=", StringComparison.Ordinal) ? line.Name[5..] : line.Name;
        string mountPoint = Root + "/" + name;
        if (FileSystemType(mountPoint) != CGROUP_SUPER_MAGIC)
        {
            int comma = name.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
                return null;
            mountPoint = Root + "/" + name[..comma];
            if (FileSystemType(mountPoint) != CGROUP_SUPER_MAGIC)
                return null;
        }

        return ShowsPath(mountPoint, line.Path) ? Hierarchy(line, mountPoint, line.Path, Controllers.Of) : null;
    }

    /// <summary>
    /// Whether the path of /proc/self/cgroup can be followed below a mount. In a container without a cgroup namespace
    /// the mount shows only a part of the hierarchy, which the mount table tells; the root of a whole one is inode 1.
    /// </summary>
    private static bool ShowsPath(string mountPoint, string path) =>
        path == "/" || At.Stat(BorrowedFd.Cwd, mountPoint).Inode == 1;

    /// <summary>One of linux/magic.h; 0 when there is no such directory.</summary>
    private static long FileSystemType(string path)
    {
        Pathname name = path;
        Span<byte> room = stackalloc byte[name.Room];
        statfs status = default;
        // Both are on this method's stack.
        fixed (byte* pointer = room)
        {
            int bad = name.Terminate(room);
            nint result = bad == 0 ? Kernel.Wait(SYS.statfs, (nint)pointer, (nint)(&status)) : -ENOENT;
            return result switch
            {
                0 => status.f_type,
                -ENOENT or -ENOTDIR => 0,

                // Taken for "not there", it would leave the container outside that hierarchy.
                _ => throw new SyscallException($"statfs({Strace.Quote(path)})", (int)-result),
            };
        }
    }

    private static CgroupHierarchy Hierarchy(
        ProcCgroup line, string mountPoint, string own, Func<string, IReadOnlyList<string>> controllersOf) => new()
        {
            Name = line.Id == 0 ? CgroupHierarchy.UnifiedName : line.Name,
            MountPoint = mountPoint,
            Own = own,
            Controllers = line.Id == 0 ? controllersOf(mountPoint)
                : line.Name.StartsWith("name=", StringComparison.Ordinal) ? [] : line.Name.Split(','),
        };

    private static CgroupLayout Make(List<CgroupHierarchy> found, CgroupHierarchy? unified, bool v2)
    {
        if (unified is not null)
            found.Add(unified);
        return new()
        {
            Version = v2 ? CgroupVersion.V2 : unified is null ? CgroupVersion.V1 : CgroupVersion.Hybrid,
            Hierarchies = found,
        };
    }
}
