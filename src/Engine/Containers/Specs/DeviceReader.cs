// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Looks at the host's device nodes that a container's configuration names.</summary>
public static class DeviceReader
{
    /// <summary>Below /dev, what belongs to a container of its own and not to the host.</summary>
    private static readonly string[] Own = ["pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev"];

    /// <exception cref="EngineException">A path is no device.</exception>
    public static HostDevices Read(HostConfig host) => new()
    {
        All = host.Privileged ? [.. Below("/dev", "/dev")] : [],
        Mapped = [.. host.Devices.Select(mapping => (mapping, Of(mapping)))],
        Block = host.BlkioWeightDevice.Select(device => device.Path)
            .Concat(Paths(host.BlkioDeviceReadBps)).Concat(Paths(host.BlkioDeviceWriteBps))
            .Concat(Paths(host.BlkioDeviceReadIOps)).Concat(Paths(host.BlkioDeviceWriteIOps))
            .Distinct().ToDictionary(path => path, Numbers),
    };

    private static IEnumerable<string> Paths(IEnumerable<ThrottleDevice> devices) =>
        devices.Select(device => device.Path);

    private static Device[] Of(DeviceMapping mapping)
    {
        try
        {
            FileStatus status = At.Stat(BorrowedFd.Cwd, mapping.PathOnHost);
            Device[] found = status.Type == FileType.Directory ? [.. Below(mapping.PathOnHost, mapping.PathInContainer)]
                : Node(status, mapping.PathInContainer) is { } node ? [node] : [];
            return found.Length > 0 ? found : throw Wrong(mapping.PathOnHost, "not a device node");
        }
        catch (SyscallException failure)
        {
            throw Wrong(mapping.PathOnHost, Errno.Text(failure.Errno).ToLowerInvariant());
        }
    }

    private static IEnumerable<Device> Below(string directory, string inside)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (At.LinkStatIfThere(BorrowedFd.Cwd, path) is not { } status)
                continue;
            if (status.Type == FileType.Directory && !Own.Contains(name))
            {
                foreach (Device device in Below(path, $"{inside}/{name}"))
                    yield return device;
            }
            // The container's console is its terminal.
            else if (name != "console" && Node(status, $"{inside}/{name}") is { } node)
            {
                yield return node;
            }
        }
    }

    private static Device? Node(FileStatus status, string inside) =>
        status.Type is FileType.CharacterDevice or FileType.BlockDevice ? new Device
        {
            Type = status.Type == FileType.BlockDevice ? "b" : "c",
            Path = inside,
            Major = status.SpecialDevice.Major,
            Minor = status.SpecialDevice.Minor,
            FileMode = status.Mode,
            Uid = status.Uid,
            Gid = status.Gid,
        }
        : null;

    private static (long Major, long Minor) Numbers(string path)
    {
        try
        {
            (uint major, uint minor) = At.Stat(BorrowedFd.Cwd, path).SpecialDevice;
            return (major, minor);
        }
        catch (SyscallException failure)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"stat {path}: {Errno.Text(failure.Errno).ToLowerInvariant()}");
        }
    }

    private static EngineException Wrong(string path, string why) =>
        new(EngineFault.InvalidArgument,
            $"error gathering device information while adding custom device \"{path}\": {why}");
}
