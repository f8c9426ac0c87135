// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Volumes;

public sealed partial class VolumeStore
{
    /// <summary>Removes a volume that no container has.</summary>
    /// <param name="name">Which.</param>
    /// <param name="usersOf">IDs of the containers that have it.</param>
    /// <exception cref="EngineException">There is none (NotFound), or it is in use (Conflict).</exception>
    public void Remove(string name, Func<string, IReadOnlyList<string>> usersOf)
    {
        using OwnedFd alone = LockAlone();
        // One that is damaged can go, too.
        if (!VolumeName.Is(name) || !At.Exists(BorrowedFd.Cwd, $"{Root}/{name}/{RecordName}"))
            throw Missing(name);
        if (usersOf(name) is { Count: > 0 } users)
        {
            throw new EngineException(EngineFault.Conflict,
                $"remove {name}: volume is in use - [{string.Join(", ", users)}]");
        }

        TakeAway(name);
    }

    /// <summary>Removes all volumes that no container has.</summary>
    /// <param name="takes">Which of them.</param>
    /// <param name="users">Names of the volumes that containers have.</param>
    /// <param name="damaged">Told of each that cannot be read; it stays.</param>
    /// <returns>Their names, and the bytes that were in them.</returns>
    public (IReadOnlyList<string> Names, long Freed) Prune(
        Func<Volume, bool> takes, Func<IReadOnlySet<string>> users, Action<string>? damaged = null)
    {
        using OwnedFd alone = LockAlone();
        IReadOnlySet<string> used = users();
        var names = new List<string>();
        long freed = 0;
        foreach (Volume volume in List(damaged).Where(volume => !used.Contains(volume.Name)).Where(takes))
        {
            freed += SizeOf(volume.Name);
            TakeAway(volume.Name);
            names.Add(volume.Name);
        }
        return (names, freed);
    }

    /// <summary>
    /// Removes those of these volumes that nobody named and no container has: what goes with a container.
    /// </summary>
    internal void RemoveAnonymous(IEnumerable<MountPoint> mounts, Func<string, IReadOnlyList<string>> usersOf)
    {
        string[] names = [.. mounts.Select(mount => mount.Name).OfType<string>().Where(IsAnonymous).Distinct()];
        if (names.Length == 0)
            return;
        using OwnedFd alone = LockAlone();
        foreach (string name in names.Where(name => IsAnonymous(name) && usersOf(name).Count == 0))
            TakeAway(name);
    }

    // Of one that is damaged nobody knows: it stays until somebody removes it by its name.
    private bool IsAnonymous(string name)
    {
        try
        {
            return TryFind(name) is { IsAnonymous: true };
        }
        catch (EngineException e) when (e.Fault is EngineFault.Corrupt)
        {
            return false;
        }
    }

    /// <summary>What is damaged, and what killed processes left, a line for each.</summary>
    /// <param name="repair">Whether to clear away what they left.</param>
    public IReadOnlyList<string> Check(bool repair)
    {
        if (!At.Exists(BorrowedFd.Cwd, Root))
            return [];
        using OwnedFd alone = Lock(shared: false);
        List<string> left = Leftovers();
        if (repair)
            Clear(left);
        var wrong = left.Select(name => $"volume {name}: was half made or half removed").ToList();
        List(wrong.Add);
        return wrong;
    }

    /// <summary>Clears away what killed processes left, unless somebody makes, removes or is about to use
    /// volumes.</summary>
    public void ClearLeftovers()
    {
        if (Leftovers().Count == 0)
            return;
        using OwnedFd file = OpenLock();
        if (Fd.TryLock(file))
            Clear(Leftovers());
    }

    private List<string> Leftovers() => [.. Names().Where(name => name.StartsWith(New, StringComparison.Ordinal)
        || name.StartsWith(Gone, StringComparison.Ordinal))];

    private void Clear(List<string> left)
    {
        if (left.Count == 0)
            return;
        using OwnedFd root = At.Open(BorrowedFd.Cwd, Root, O_RDONLY | O_DIRECTORY);
        foreach (string name in left)
            At.RemoveTree(root, name);
    }

    /// <summary>Bytes of a volume's files.</summary>
    public long SizeOf(string name)
    {
        using OwnedFd? data = At.OpenIfThere(BorrowedFd.Cwd, DataOf(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        return data is null ? 0 : Sum(data);
    }

    private static long Sum(BorrowedFd directory)
    {
        long bytes = 0;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (At.LinkStatIfThere(directory, entry.Name) is not { } status)
                continue;
            bytes += status.Type == FileType.Regular ? status.Size : 0;
            if (status.Type != FileType.Directory)
                continue;
            using OwnedFd? below = At.OpenIfThere(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            bytes += below is null ? 0 : Sum(below);
        }
        return bytes;
    }

    // Gone with the rename; a process killed after it leaves files, but no volume.
    private void TakeAway(string name)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, Root, O_RDONLY | O_DIRECTORY);
        string gone = Gone + ContainerId.New();
        At.Rename(root, name, root, gone);
        Tell("destroy", name);
        At.RemoveTree(root, gone);
    }
}
