// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Volumes;

public sealed partial class VolumeStore
{
    /// <summary>Makes a volume; one of that name that is there already is as good (docker's rule).</summary>
    /// <param name="name">Null for one that nobody names.</param>
    /// <param name="driver">Empty or <c>local</c>.</param>
    /// <param name="labels">Kept with it.</param>
    /// <param name="options">What is mounted instead of a directory of its own: see
    /// <see cref="VolumeOptions"/>.</param>
    /// <exception cref="EngineException">The name, the driver or an option is none.</exception>
    public Volume Create(string? name, string driver, IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> options)
    {
        using OwnedFd use = Use();
        return Make(name, driver, labels, options);
    }

    /// <summary>The same, for who holds the lock.</summary>
    internal Volume Make(string? name, string driver, IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> options)
    {
        string wanted = name is null ? ContainerId.New() : VolumeName.Checked(name);
        if (driver is not ("" or "local"))
        {
            throw new EngineException(EngineFault.NotFound,
                $"create {wanted}: error looking up volume plugin {driver}: plugin \"{driver}\" not found");
        }

        VolumeOptions.Check(wanted, options);
        if (TryFind(wanted) is { } existing)
            return existing;
        var volume = new Volume
        {
            Name = wanted,
            CreatedAt = DateTimeOffset.UtcNow,
            Labels = name is null ? new Dictionary<string, string>(labels) { [Volume.AnonymousLabel] = "" } : labels,
            Options = options,
        };
        if (!Put(volume))
            return Find(wanted);
        Tell("create", wanted);
        return volume;
    }

    private bool Put(Volume volume)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, Root, O_RDONLY | O_DIRECTORY);
        string half = New + ContainerId.New();
        At.Mkdir(root, half, WalkedThrough);
        using (OwnedFd directory = At.Open(root, half, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
        {
            // The mode is not subject to the umask of whoever runs this: containers' users come in here.
            At.Mkdir(directory, DataName, S_IRWXU);
            At.Chmod(directory, DataName, 0x1ED /* 0755 */);
            At.AtomicWrite(directory, RecordName, VolumeJson.Write(volume), 0x180 /* 0600 */, durable: true);
        }
        try
        {
            At.Rename(root, half, root, volume.Name);
            Fd.Sync(root);
            return true;
        }
        catch (SyscallException e) when (e.Errno is ENOTEMPTY or EEXIST)
        {
            // Somebody else made it in this moment.
            At.RemoveTree(root, half);
            return false;
        }
    }
}
