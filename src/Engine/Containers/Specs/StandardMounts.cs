// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>The mounts that every container has.</summary>
internal static class StandardMounts
{
    public static IEnumerable<Mount> Of(HostConfig host)
    {
        yield return Make("/proc", "proc", "proc", "nosuid", "noexec", "nodev");
        yield return Make("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k");
        // 5 is the group tty, in every distribution: grantpt(3) expects it on terminals.
        yield return Make("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666",
            "mode=0620", "gid=5");
        yield return Make("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro");
        yield return Make("/sys/fs/cgroup", "cgroup", "cgroup", "ro", "nosuid", "noexec", "nodev");
        yield return Make("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev");
        if (host.IpcMode == "none")
            yield break;
        yield return host.IpcMode == "host"
            ? Make("/dev/shm", "bind", "/dev/shm", "rbind", "rprivate")
            : Make("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777",
                "size=" + host.ShmSize.ToString(CultureInfo.InvariantCulture));
    }

    private static Mount Make(string destination, string type, string source, params string[] options) =>
        new() { Destination = destination, Type = type, Source = source, Options = options };
}
