// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Engine.Containers;
using Husk.Linux.Mounts;
using MountPoint = Husk.Engine.Containers.MountPoint;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>Why each mount of a container is there.</summary>
/// <param name="container">What was asked for.</param>
/// <param name="spec">config.json; null when it has never run.</param>
internal sealed class MountWords(Container container, Spec? spec)
{
    private static readonly Dictionary<string, string> Kernel = new()
    {
        ["proc"] = "the kernel's: processes of the pid namespace",
        ["sysfs"] = "the kernel's: devices, and those of the network namespace",
        ["devpts"] = "the kernel's: terminals of its own",
        ["mqueue"] = "the kernel's: message queues of the ipc namespace",
        ["cgroup"] = "the kernel's: its cgroup of one hierarchy",
        ["cgroup2"] = "the kernel's: its cgroup",
    };

    /// <summary>Of a running container, from /proc/PID/mountinfo.</summary>
    public IReadOnlyList<ExplainedMount> Of(IEnumerable<MountEntry> mounts) =>
    [
        .. mounts.Select(mount => (Target: Encoding.UTF8.GetString(mount.MountPoint), Mount: mount))
            .Select(pair => new ExplainedMount(
            pair.Target, pair.Mount.FileSystemType, pair.Mount.MountOptions,
            Origin(pair.Target, pair.Mount.FileSystemType))),
    ];

    /// <summary>Of one that does not run: what its configuration says.</summary>
    public IReadOnlyList<ExplainedMount> Planned() =>
    [
        new ExplainedMount("/", "overlay", container.HostConfig.ReadonlyRootfs ? "ro" : "rw", Origin("/", "overlay")),
        .. (spec?.Mounts ?? [])
            .Select(mount => new ExplainedMount(
                mount.Destination, mount.Type, string.Join(',', mount.Options), Origin(mount.Destination, mount.Type))),
    ];

    /// <summary>The mount that a path of the container is in, but for the root; null for that.</summary>
    public ExplainedMount? Above(string path) => Planned().Skip(1)
        .Where(mount =>
            path == mount.Target || path.StartsWith(mount.Target.TrimEnd('/') + "/", StringComparison.Ordinal))
        .MaxBy(mount => mount.Target.Length);

    private string Origin(string target, string type)
    {
        if (target == "/")
            return "the image's layers, and what the container wrote";
        if (container.Mounts.FirstOrDefault(mount => mount.Destination == target) is { } asked)
            return Asked(asked);
        if (target is "/etc/hosts" or "/etc/hostname" or "/etc/resolv.conf")
            return "a file of husk's for this container";
        if (spec?.Linux?.MaskedPaths.Contains(target) == true)
            return "masked: nothing to be read there";
        if (spec?.Linux?.ReadonlyPaths.Contains(target) == true)
            return "of proc, read-only";
        if (Kernel.TryGetValue(type, out string? words))
            return words;
        return target switch
        {
            "/dev" => "in memory: device nodes",
            "/dev/shm" => "in memory: shared memory, --shm-size",
            "/sys/fs/cgroup" => "in memory: a directory for each hierarchy",
            "/dev/console" => "its terminal",
            _ when container.HostConfig.Tmpfs.ContainsKey(target) => "in memory: --tmpfs",
            _ => "mounted since it was started, or of a mount above",
        };
    }

    private static string Asked(MountPoint mount) => mount.Type switch
    {
        "volume" => $"the volume {mount.Name}{(mount.SubPath.Length > 0 ? ", of it " + mount.SubPath : "")}",
        "image" => $"the image {mount.Source}{(mount.SubPath.Length > 0 ? ", of it " + mount.SubPath : "")}",
        "tmpfs" => "in memory: --mount type=tmpfs",
        _ => $"{mount.Source} of the host",
    };
}
