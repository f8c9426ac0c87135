// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// All mounts of a container in their order: what every container has, the user's, and the three files of the network.
/// </summary>
internal static class MountList
{
    /// <summary>
    /// A mount that the user asked for at the place of a standard one replaces it; one at /dev all that is below.
    /// </summary>
    public static Mount[] Of(SpecRequest request, SecurityOptions security)
    {
        HostConfig host = request.Container.HostConfig;
        Mount[] wanted = [.. UserMounts(request).OrderBy(mount => ContainerPath.Depth(mount.Destination))];
        HashSet<string> taken = [.. wanted.Select(mount => mount.Destination)];

        IEnumerable<Mount> standard = StandardMounts.Of(host)
            .Where(mount => !taken.Contains(mount.Destination))
            .Where(mount =>
                !(taken.Contains("/dev") && mount.Destination.StartsWith("/dev/", StringComparison.Ordinal)))
            .Select(mount => Opened(mount, host, security))
            .Select(mount => host.ReadonlyRootfs && !StaysWritable(mount) && !mount.Options.Contains("ro")
                ? mount with { Options = [.. mount.Options, "ro"] }
                : mount);
        return [.. standard, .. wanted];
    }

    /// <summary>
    /// What arrives from the host through a mount must first reach the container's root: shared for shared mounts,
    /// slave for slave ones, otherwise the runtime's default (mount_namespaces(7), "Shared subtrees").
    /// </summary>
    public static string RootfsPropagation(IEnumerable<Mount> mounts)
    {
        string[] options = [.. mounts.SelectMany(mount => mount.Options)];
        return options.Any(option => option is "shared" or "rshared") ? "shared"
            : options.Any(option => option is "slave" or "rslave") ? "rslave"
            : "";
    }

    private static IEnumerable<Mount> UserMounts(SpecRequest request)
    {
        Container container = request.Container;
        var mounts = new Dictionary<string, Mount>();
        foreach (MountPoint point in container.Mounts)
            mounts[point.Destination] = OfPoint(point);
        foreach ((string path, string options) in container.HostConfig.Tmpfs)
            mounts.TryAdd(ContainerPath.Clean(path), TmpfsOptions.Mount(ContainerPath.Clean(path), options));
        // Read-only like the root, not like a mount: programs do not expect to write there then.
        string access = container.HostConfig.ReadonlyRootfs ? "ro" : "rw";
        AddFile("/etc/resolv.conf", request.ResolvConfFile);
        AddFile("/etc/hostname", request.HostnameFile);
        AddFile("/etc/hosts", request.HostsFile);
        if (request.SharedMemory is { } memory)
            mounts.TryAdd("/dev/shm", Bind("/dev/shm", memory, "rbind", "rprivate"));
        if (ProcessArguments.HasInit(container.HostConfig, request.InitProgram))
            mounts[ProcessArguments.InitPath] = Bind(ProcessArguments.InitPath, request.InitProgram!, "bind", "ro");
        return mounts.Values;

        void AddFile(string destination, string? source)
        {
            if (source is not null)
                mounts.TryAdd(destination, Bind(destination, source, "rbind", access, "rprivate"));
        }
    }

    private static Mount OfPoint(MountPoint point) => point switch
    {
        { Type: "tmpfs" } =>
            new Mount { Destination = point.Destination, Type = "tmpfs", Source = "tmpfs", Options = point.Options },
        { FileSystem: { } type } =>
            new Mount { Destination = point.Destination, Type = type, Source = point.Device!, Options = point.Options },
        _ => Bind(point.Destination, point.Source, point.Options),
    };

    private static Mount Bind(string destination, string source, params string[] options) =>
        new() { Destination = destination, Type = "bind", Source = source, Options = options };

    /// <summary>
    /// Read-write where the container may change what the host has: --privileged, or cgroups alone if they were asked
    /// for.
    /// </summary>
    private static Mount Opened(Mount mount, HostConfig host, SecurityOptions security)
    {
        bool open = mount.Type == "cgroup"
            ? security.WritableCgroups ?? host.Privileged
            : host.Privileged && mount.Type == "sysfs";
        return open ? mount with { Options = [.. mount.Options.Where(option => option != "ro")] } : mount;
    }

    // File systems of the container's own, which go with it: programs need them where nothing else can be written.
    private static bool StaysWritable(Mount mount) =>
        mount.Destination is "/proc" or "/dev" or "/dev/pts" or "/dev/shm" or "/dev/mqueue";
}
