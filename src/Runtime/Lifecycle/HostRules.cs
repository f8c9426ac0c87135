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

/// <summary>
/// Rules of the configuration that only the host can answer, of namespaces, of security modules, of what is mounted.
/// </summary>
internal static class HostRules
{
    /// <exception cref="SpecException">A rule does not hold.</exception>
    public static void Check(RuntimeSpec spec, Bundle bundle)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        CheckNetwork(linux);
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            CheckProcSource(spec.Mounts[i], i, bundle);
        }

        DevicesInImage.Check(spec, bundle.Rootfs);
        if (linux.MountLabel.Length > 0)
        {
            RequireSelinux("$.linux.mountLabel");
        }

        Check(spec.Process);
    }

    /// <summary>
    /// The same for a process on its own: a label that nothing enforces would be a container that looks safer than it
    /// is.
    /// </summary>
    public static void Check(Process? process)
    {
        if (process?.ApparmorProfile.Length > 0 && !SecurityModules.HasAppArmor())
        {
            throw SpecException.At(
                "$.process.apparmorProfile",
                "apparmor failed to apply profile: config provided but apparmor not supported: this kernel has it not, "
                + "or not enabled");
        }

        if (process?.SelinuxLabel.Length > 0)
        {
            RequireSelinux("$.process.selinuxLabel");
        }
    }

    private static void RequireSelinux(string path)
    {
        if (!SecurityModules.HasSelinux())
        {
            throw SpecException.At(
                path,
                "selinux label is specified in config, but selinux is disabled or not supported: this kernel has it "
                + "not, or not enabled");
        }
    }

    /// <summary>A joined network namespace may be the host's own (opencontainers/runc, validator.go).</summary>
    private static void CheckNetwork(LinuxSpec linux)
    {
        string? path = Array.Find(linux.Namespaces, n => n.Type == "network")?.Path;
        if (path is not { Length: > 0 } || !At.Exists(BorrowedFd.Cwd, path)
            || At.Stat(BorrowedFd.Cwd, path).Inode != At.Stat(BorrowedFd.Cwd, "/proc/self/ns/net").Inode)
        {
            return;
        }

        string why = $"not allowed in the host's network namespace, which {path} is";
        if (linux.NetDevices.Count > 0)
        {
            throw SpecException.At("$.linux.netDevices", why);
        }

        foreach (string key in linux.Sysctl.Keys)
        {
            if (key.StartsWith("net.", StringComparison.Ordinal) || key.StartsWith("net/", StringComparison.Ordinal))
            {
                throw SpecException.At($"$.linux.sysctl[\"{key}\"]", why);
            }
        }
    }

    /// <summary>
    /// Writes to /proc are for a procfs: a volume in its place could send them anywhere (CVE-2019-19921,
    /// CVE-2023-28642).
    /// </summary>
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
            throw SpecException.At(
                $"$.mounts[{index}]", $"{mount.Source} cannot be mounted at /proc because it is not of type proc");
        }
    }
}
