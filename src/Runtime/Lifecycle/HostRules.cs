// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>Rules of the configuration that only the host can answer, and what this version cannot do yet.</summary>
internal static class HostRules
{
    /// <exception cref="SpecException">A rule does not hold.</exception>
    public static void Check(RuntimeSpec spec, Bundle bundle)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        CheckNetworkSysctl(linux);
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            CheckProcSource(spec.Mounts[i], i, bundle);
        }

        Refuse(linux.NetDevices.Count > 0, "$.linux.netDevices");
        Refuse(linux.IntelRdt is not null, "$.linux.intelRdt");
        Refuse(linux.MountLabel.Length > 0, "$.linux.mountLabel");
        Refuse(linux.Seccomp is { ListenerPath.Length: > 0 }, "$.linux.seccomp.listenerPath");
        Check(spec.Process);
    }

    /// <summary>The same for a process on its own.</summary>
    public static void Check(Process? process)
    {
        Refuse(process?.ApparmorProfile.Length > 0, "$.process.apparmorProfile");
        Refuse(process?.SelinuxLabel.Length > 0, "$.process.selinuxLabel");
        Refuse(process?.ExecCpuAffinity is not null, "$.process.execCPUAffinity");
    }

    /// <summary>What is asked for and not done would be a container that looks safer than it is.</summary>
    private static void Refuse(bool asked, string path)
    {
        if (asked)
        {
            throw SpecException.At(path, "this version of husk-oci does not support it: leave it out");
        }
    }

    /// <summary>A joined network namespace may be the host's own (opencontainers/runc, validator.go).</summary>
    private static void CheckNetworkSysctl(LinuxSpec linux)
    {
        foreach (string key in linux.Sysctl.Keys)
        {
            string? path = Array.Find(linux.Namespaces, n => n.Type == "network")?.Path;
            if ((key.StartsWith("net.", StringComparison.Ordinal) || key.StartsWith("net/", StringComparison.Ordinal))
                && path is { Length: > 0 } && At.Exists(BorrowedFd.Cwd, path)
                && At.Stat(BorrowedFd.Cwd, path).Inode == At.Stat(BorrowedFd.Cwd, "/proc/self/ns/net").Inode)
            {
                throw SpecException.At($"$.linux.sysctl[\"{key}\"]", $"not allowed in the host's network namespace, which {path} is");
            }
        }
    }

    /// <summary>Writes to /proc are for a procfs: a volume in its place could send them anywhere (CVE-2019-19921, CVE-2023-28642).</summary>
    private static void CheckProcSource(Mount mount, int index, Bundle bundle)
    {
        bool isBind = mount.Type == "bind" || MountOptions.Parse(mount.Options).Bind;
        if (!isBind || ContainerPath.Clean(mount.Destination) != "/proc")
        {
            return;
        }

        using OwnedFd? source = At.OpenIfThere(BorrowedFd.Cwd, Path.Combine(bundle.Directory, mount.Source), O_PATH);
        if (source is not null && Fd.FileSystemType(source) != PROC_SUPER_MAGIC)
        {
            throw SpecException.At($"$.mounts[{index}]", $"{mount.Source} cannot be mounted at /proc because it is not of type proc");
        }
    }
}
