// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

internal sealed partial class ContainerStore
{
    /// <summary>
    /// Begins a container: a directory, its lock and its name. It is one once <see cref="Write"/> has put
    /// container.json there; before that, nobody sees it, and when this process is killed the next one clears it away.
    /// </summary>
    /// <param name="name">What it is to be called; null for one of our own choice.</param>
    /// <returns>The lock, and the name.</returns>
    /// <exception cref="EngineException">The name is taken (Conflict), or is none (InvalidArgument).</exception>
    public (ContainerLock Locked, string Name) Begin(string? name)
    {
        string? wanted = name is null ? null : ContainerNames.Checked(name);
        MakeDirectories();
        ContainerLock locked = MakeDirectory();
        try
        {
            return (locked, wanted is null ? ChooseName(locked.Id) : TakeName(wanted, locked.Id));
        }
        catch
        {
            Delete(locked, "");
            locked.Dispose();
            throw;
        }
    }

    /// <summary>Directories that are no container, with nobody at work on them; each is locked.</summary>
    public IEnumerable<ContainerLock> Leftovers()
    {
        foreach (string id in Ids())
        {
            if (IsWanted(id))
                continue;
            ContainerPaths of = paths.Of(id);
            if (!At.Exists(BorrowedFd.Cwd, of.Lock))
            {
                // Whoever has just made it goes on in another one.
                RemoveEmpty(of.Directory);
                continue;
            }
            if (ContainerLock.TryTake(id, of) is not { } locked)
                continue;
            if (IsWanted(id))
                locked.Dispose();
            else
                yield return locked;
        }
    }

    /// <summary>Whether a directory is a container that somebody may still ask for.</summary>
    // One that goes at its end is not written through to the disk: a host that loses its power ends it so.
    public bool IsWanted(string id) => Exists(id)
        && (!At.Exists(BorrowedFd.Cwd, paths.Of(id).AutoRemove) || DamageOf(id) is null || HasMonitor(id));

    private void MakeDirectories()
    {
        At.MkdirIfMissing(BorrowedFd.Cwd, paths.Root, WalkedThrough);
        At.MkdirIfMissing(BorrowedFd.Cwd, paths.Containers, WalkedThrough);
        At.MkdirIfMissing(BorrowedFd.Cwd, ByName, S_IRWXU);
        At.MkdirIfMissing(BorrowedFd.Cwd, paths.Run, WalkedThrough);
    }

    private ContainerLock MakeDirectory()
    {
        while (true)
        {
            string id = ContainerId.New();
            ContainerPaths of = paths.Of(id);
            At.Mkdir(BorrowedFd.Cwd, of.Directory, WalkedThrough);
            // Null when somebody took the directory, which was empty for an instant, for what a killed process left.
            if (ContainerLock.Make(id, of) is { } locked)
                return locked;
        }
    }
}
