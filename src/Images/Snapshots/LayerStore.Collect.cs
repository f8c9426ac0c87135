// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

public sealed partial class LayerStore
{
    /// <summary>Removes all layers but some, and what killed processes left. Call with the store locked.</summary>
    /// <returns>The bytes removed.</returns>
    internal long RemoveExcept(HashSet<Digest> kept)
    {
        long removed = 0;
        // The highest first: whoever is killed in between leaves no layer without what lies below it.
        foreach (Digest chain in Chains().Where(chain => !kept.Contains(chain)).OrderByDescending(Height).ToList())
        {
            removed += Find(chain)?.Size ?? 0;
            Discard(chain);
        }

        RemoveDead();
        using OwnedFd snapshots = OpenSnapshots();
        At.RemoveTemporaries(snapshots);
        return removed;
    }

    /// <summary>
    /// Removes what is left of records whose writers were killed. Leaves it alone while somebody makes a snapshot: who
    /// comes next can do it.
    /// </summary>
    public void RemoveDeadRecords()
    {
        using OwnedFd store = At.Open(_root, LockFile, O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
        if (!Fd.TryLock(store))
            return;
        using OwnedFd snapshots = OpenSnapshots();
        At.RemoveTemporaries(snapshots);
    }

    private int Height(Digest chain)
    {
        int height = 0;
        for (Digest? at = chain; at is not null; at = Find(at)?.Parent)
            height++;

        return height;
    }

    /// <summary>
    /// Takes a layer away. First its name, so that one whose removal is cut short is not taken for whole.
    /// </summary>
    internal void Discard(Digest chain)
    {
        string dead = TemporaryPrefix + "dead-" + chain.Hex;
        At.RemoveTree(_root, dead);
        At.Rename(_root, chain.Hex, _root, dead);
        At.RemoveTree(_root, dead);
    }

    private void RemoveDead()
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(_root))
        {
            if (!entry.Name.AsSpan().StartsWith("tmp-"u8))
                continue;
            using OwnedFd? directory = At.OpenIfThere(_root, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            if (directory is not null && Fd.TryLock(directory))
                At.RemoveTree(_root, entry.Name);
        }
    }
}
