// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Looks at the host and at the root filesystem, so that the planner need not.</summary>
internal static class PlanFactsReader
{
    /// <summary>The facts for a container's first process.</summary>
    public static PlanFacts Read(
        Bundle bundle, CreateRequest request, CgroupPlan cgroups, CgroupVersion version, string startFifo)
    {
        RuntimeSpec spec = bundle.Spec;
        int listenFds = ListenFds();
        BindFacts binds = BindFacts.Read(spec, bundle.Directory, bundle.Rootfs);
        return OfRuntime() with
        {
            Id = request.Id,
            Bundle = bundle.Directory,
            Rootfs = bundle.Rootfs,
            StartFifo = startFifo,
            FileSources = binds.FileSources,
            CopiedSymlinks = binds.CopiedSymlinks,
            Destinations = binds.Destinations,
            Home = spec.Process is { } process ? HomeOf(bundle.Rootfs, process) : null,
            UnifiedCgroup = PathIn(cgroups, unified: true),
            CopiesMounts = CopiesMounts(),
            CgroupTasks = TasksOf(cgroups.Directories),
            CgroupsComeLate = CgroupSteps.ComeLate(spec, cgroups),
            JoinsOwnCgroupNamespace = JoinsOwn(spec, "cgroup"),
            Cgroups = ViewOf(cgroups, version),
            PreservedFds = request.PreserveFds + listenFds,
            ListenFds = listenFds,
            KeepsGroups = spec.Annotations.ContainsKey(CrunAnnotations.KeepOriginalGroups),
            NoPivot = request.NoPivot,
            NoNewKeyring = request.NoNewKeyring,
            SealsProgram = Create.SealsProgram(spec),
            HooksBeforePivot = spec.Hooks is { } hooks
                && hooks.Prestart.Length + hooks.CreateRuntime.Length + hooks.CreateContainer.Length > 0,
        };
    }

    /// <summary>What the runtime is itself: its capabilities, ignored signals and stdio.</summary>
    public static PlanFacts OfRuntime()
    {
        byte[] status = At.ReadAll(BorrowedFd.Cwd, "/proc/self/status");
        var stdio = new List<int>();
        var pipes = new List<int>();
        for (int fd = 0; fd <= 2; fd++)
        {
            FileStatus open = Fd.Stat(new BorrowedFd(fd));
            if (open is not { Type: FileType.CharacterDevice, SpecialDevice: (1, 3) })
            {
                stdio.Add(fd);
            }

            if (open is { Type: FileType.Fifo or FileType.Socket })
            {
                pipes.Add(fd);
            }
        }

        return new PlanFacts
        {
            Id = "",
            Bundle = "",
            Rootfs = "",
            StartFifo = "",
            LastCapability = int.Parse(
                At.ReadAll(BorrowedFd.Cwd, "/proc/sys/kernel/cap_last_cap").AsSpan().TrimEnd((byte)'\n'),
                CultureInfo.InvariantCulture),
            AvailableCapabilities = Field(status, "CapPrm:\t"u8),
            IgnoredSignals = Field(status, "SigIgn:\t"u8),
            InUserNamespace = !UserNamespace.IsInitial,
            StdioToGive = stdio,
            StdioPipes = pipes,
            RuntimeFds = OpenFds(),
        };
    }

    /// <summary>
    /// The home of a user by the container's own etc/passwd (passwd(5)), which may be anything at all.
    /// </summary>
    public static string? HomeIn(ReadOnlySpan<byte> passwd, uint uid)
    {
        foreach (Range range in passwd.Split((byte)'\n'))
        {
            string[] fields = Encoding.UTF8.GetString(passwd[range]).Split(':');
            if (fields.Length >= 6
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id == uid
                    && fields[5].StartsWith('/'))
            {
                return fields[5];
            }
        }

        return null;
    }

    public static string? HomeOf(string rootfs, Process process)
    {
        foreach (string entry in process.Env)
        {
            if (entry.StartsWith("HOME=", StringComparison.Ordinal) && entry.Length > 5)
            {
                return null;
            }
        }

        try
        {
            return At.ReadInRoot(rootfs, "etc/passwd", 1 << 20) is { } passwd ? HomeIn(passwd, process.User.Uid) : null;
        }
        catch (SyscallException)
        {
            return null; // an image without users has no homes
        }
    }

    /// <summary>The v1 files that a process writes itself into.</summary>
    public static IReadOnlyList<string> TasksOf(IReadOnlyList<CgroupDirectory> directories)
    {
        var tasks = new List<string>(directories.Count);
        foreach (CgroupDirectory directory in directories)
        {
            if (!directory.Hierarchy.IsUnified)
            {
                tasks.Add(directory.Path + "/tasks");
            }
        }

        return tasks;
    }

    /// <summary>Whether the configuration joins a namespace in which the runtime is already.</summary>
    private static bool JoinsOwn(RuntimeSpec spec, string type)
    {
        string? path = Array.Find(spec.Linux?.Namespaces ?? [], each => each.Type == type)?.Path;
        return path is { Length: > 0 } && At.Exists(BorrowedFd.Cwd, path)
            && At.Stat(BorrowedFd.Cwd, path).Inode == At.Stat(BorrowedFd.Cwd, "/proc/self/ns/" + type).Inode;
    }

    /// <summary>
    /// Socket activation: descriptors from 3 on that belong to the process (sd_listen_fds(3)). Without LISTEN_PID they
    /// are taken as well, as by crun: whoever writes LISTEN_FDS by hand cannot know what number the runtime will have.
    /// </summary>
    public static int ListenFds()
    {
        bool isMeant = Environment.GetEnvironmentVariable("LISTEN_PID") is null
            || Number("LISTEN_PID") == Environment.ProcessId;
        return isMeant ? Number("LISTEN_FDS") : 0;
    }

    private static int Number(string variable) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(
                variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>Every descriptor that is open in the runtime, but stdio and those the process keeps.</summary>
    private static IReadOnlyList<int> OpenFds()
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, "/proc/self/fd", O_RDONLY | O_DIRECTORY);
        var open = new List<int>();
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int fd) && fd > 2
                && fd != directory.Number)
            {
                open.Add(fd);
            }
        }

        return open;
    }

    /// <summary>
    /// Asked of the kernel where root alone does not answer it: root of a user namespace may be in a mount namespace of
    /// the host's.
    /// </summary>
    private static bool CopiesMounts()
    {
        if (!UserNamespace.IsRootless)
        {
            return true;
        }

        using OwnedFd? copy = MountTree.TryCopy("/dev/null");
        return copy is not null;
    }

    private static string? PathIn(CgroupPlan cgroups, bool unified)
    {
        foreach (CgroupDirectory directory in cgroups.Directories)
        {
            if (directory.Hierarchy.IsUnified == unified)
            {
                return directory.Path;
            }
        }

        return null;
    }

    /// <summary>What a mount of type cgroup shows.</summary>
    public static CgroupView ViewOf(CgroupPlan cgroups, CgroupVersion version)
    {
        var points = new List<CgroupMountPoint>();
        foreach (CgroupDirectory directory in (CgroupDirectory[])[.. cgroups.Directories, .. cgroups.Denied])
        {
            CgroupHierarchy hierarchy = directory.Hierarchy;
            string name = Path.GetFileName(hierarchy.MountPoint);
            string[] controllers = hierarchy.Name.Split(',');
            bool named = hierarchy.Name.StartsWith("name=", StringComparison.Ordinal);
            IReadOnlyList<string> options = hierarchy.IsUnified ? [] : named ? ["none", hierarchy.Name] : controllers;
            IReadOnlyList<string> links = controllers.Length > 1 ? controllers : [];

            // A hierarchy that the container was not let into shows where its process is: with whoever started it.
            string path = cgroups.Denied.Contains(directory) ? hierarchy.MountPoint + hierarchy.Own : directory.Path;
            points.Add(new CgroupMountPoint(hierarchy.IsUnified ? "unified" : name, options, path, links));
        }

        return new CgroupView { Unified = version == CgroupVersion.V2, Hierarchies = points };
    }

    private static ulong Field(ReadOnlySpan<byte> status, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = status[(status.IndexOf(name) + name.Length)..];
        return ulong.Parse(rest[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
