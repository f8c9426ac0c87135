// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

/// <summary>
/// What a process still needs although no image refers to it yet. As long as the lease is open, also in another
/// process, nothing that it keeps is collected. It ends with the process, however that ends.
/// </summary>
/// <remarks>
/// Ask for content in this order: <see cref="Keep"/>, then look whether it is there. A collection holds the store's
/// lock from its first look to its last removal, and <see cref="Keep"/> shares that lock: what is seen after it stays.
/// </remarks>
public sealed class Lease : IDisposable
{
    private readonly ContentStore _store;
    private readonly string _name;
    private readonly OwnedFd _file;

    private Lease(ContentStore store, string name, OwnedFd file)
    {
        _store = store;
        _name = name;
        _file = file;
    }

    /// <summary>Opens a lease on nothing yet.</summary>
    public static Lease Begin(ContentStore store)
    {
        // Locked before a collection can take it for a dead process's.
        using OwnedFd locked = store.LockStore(shared: true);
        string name = $"{ImageLayout.LeasesDirectory}/{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)}";
        OwnedFd file = At.Open(store.Root, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND, 0x180 /* 0600 */);
        Fd.Lock(file);
        return new Lease(store, name, file);
    }

    /// <summary>Keeps a blob or a layer's chain from now on. Safe to call from several threads.</summary>
    public void Keep(Digest content)
    {
        using OwnedFd locked = _store.LockStore(shared: true);
        // One write(2) with O_APPEND: lines of two threads do not mix.
        Fd.WriteOnce(_file, Encoding.ASCII.GetBytes(content + "\n"));
    }

    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        At.UnlinkIfThere(_store.Root, _name);
        _file.Dispose();
    }

    /// <summary>What all living leases keep. Those of dead processes are removed. Call with the store locked.</summary>
    internal static HashSet<Digest> AllKept(ContentStore store)
    {
        var kept = new HashSet<Digest>();
        using OwnedFd leases = At.Open(store.Root, ImageLayout.LeasesDirectory, O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(leases))
        {
            using OwnedFd? lease = At.OpenIfThere(leases, entry.Name, O_RDONLY | O_NOFOLLOW);
            if (lease is null)
                continue;
            if (Fd.TryLock(lease))
            {
                At.UnlinkIfThere(leases, entry.Name);
                continue;
            }

            foreach (string line in Encoding.ASCII.GetString(Fd.ReadAll(lease)).Split('\n'))
            {
                if (Digest.TryParse(line, out Digest? digest))
                    kept.Add(digest);
            }
        }

        return kept;
    }
}
