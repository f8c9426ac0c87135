// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The configuration that a new bundle begins with: what the <c>spec</c> command writes.</summary>
/// <remarks>
/// As <c>runc spec</c> of runc 1.5 writes it, but for the host name. It differs from runc 1.1 in one member: no ambient
/// capabilities, which without inheritable ones the kernel refuses to raise (capabilities(7)).
/// </remarks>
public static class RuntimeSpecTemplate
{
    private static readonly string[] GrantedCapabilities = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];

    /// <summary>For a container that root starts.</summary>
    /// <param name="cgroupNamespace">
    /// Whether the container gets a cgroup namespace: on a host with cgroup v2 alone, where tools expect one.
    /// </param>
    public static RuntimeSpec Rootful(bool cgroupNamespace) => Create(
        ["pid", "network", "ipc", "uts", "mount", .. CgroupIf(cgroupNamespace)],
        MountOf("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
        ["gid=5"],
        new LinuxSpec { Resources = new Resources { Devices = [new DeviceRule { Allow = false, Access = "rwm" }] } });

    /// <summary>For a container that an ordinary user starts, who is root inside.</summary>
    /// <remarks>
    /// Its network is the host's, and so a sysfs of its own cannot be mounted (sysfs wants the user namespace that owns
    /// the network namespace): /sys is bound instead. The tty group has no id inside, and there is no cgroup to limit.
    /// </remarks>
    /// <param name="cgroupNamespace">As for <see cref="Rootful"/>.</param>
    /// <param name="uid">The user's id.</param>
    /// <param name="gid">The user's group.</param>
    public static RuntimeSpec Rootless(bool cgroupNamespace, uint uid, uint gid) => Create(
        ["pid", "ipc", "uts", "mount", .. CgroupIf(cgroupNamespace), "user"],
        MountOf("/sys", "none", "/sys", "rbind", "nosuid", "noexec", "nodev", "ro"),
        [],
        new LinuxSpec
        {
            UidMappings = [new IdMapping { ContainerId = 0, HostId = uid, Size = 1 }],
            GidMappings = [new IdMapping { ContainerId = 0, HostId = gid, Size = 1 }],
        });

    private static RuntimeSpec Create(string[] namespaces, Mount sys, string[] ptsOwner, LinuxSpec linux) => new()
    {
        OciVersion = RuntimeSpecJson.Version,
        Process = new Process
        {
            Terminal = true,
            Args = ["sh"],
            Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
            Cwd = "/",
            Capabilities = new Capabilities
            {
                Bounding = GrantedCapabilities,
                Effective = GrantedCapabilities,
                Permitted = GrantedCapabilities,
            },
            Rlimits = [new Rlimit { Type = "RLIMIT_NOFILE", Hard = 1024, Soft = 1024 }],
            NoNewPrivileges = true,
        },
        Root = new Root { Path = "rootfs", Readonly = true },
        Hostname = "husk",
        Mounts =
        [
            MountOf("/proc", "proc", "proc"),
            MountOf("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
            MountOf(
                "/dev/pts",
                "devpts",
                "devpts",
                ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", .. ptsOwner]),
            MountOf("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
            MountOf("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
            sys,
            MountOf("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"),
        ],
        Linux = linux with
        {
            Namespaces = Array.ConvertAll(namespaces, static type => new Namespace { Type = type }),
            MaskedPaths =
            [
                "/proc/acpi",
                "/proc/asound",
                "/proc/kcore",
                "/proc/keys",
                "/proc/latency_stats",
                "/proc/timer_list",
                "/proc/timer_stats",
                "/proc/sched_debug",
                "/sys/firmware",
                "/proc/scsi",
            ],
            ReadonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
        },
    };

    private static string[] CgroupIf(bool cgroupNamespace) => cgroupNamespace ? ["cgroup"] : [];

    private static Mount MountOf(string destination, string type, string source, params string[] options) =>
        new() { Destination = destination, Type = type, Source = source, Options = options };
}
