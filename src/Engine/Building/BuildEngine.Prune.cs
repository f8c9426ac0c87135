// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Images.Layers;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    /// <summary>What the cache has: steps, and directories of RUN --mount=type=cache.</summary>
    public IReadOnlyList<CacheEntry> Cache() => EngineException.Guard(() =>
    {
        HashSet<Digest> used = [.. images.All().SelectMany(image => ChainId.All(image.Config.RootFs.DiffIds))];
        IEnumerable<CacheEntry> steps = (images.HasStore ? images.Store.Cache.All() : [])
            .Select(record => new CacheEntry(
            record.Key.Hex, record.Description, record.Total, record.Created, record.LastUsed,
            used.Contains(record.Chain), IsMount: false));
        return (IReadOnlyList<CacheEntry>)[.. steps, .. Mounts()];
    });

    /// <summary>Takes entries out of the cache, and then all content that nothing needs.</summary>
    /// <param name="takes">Which.</param>
    /// <returns>Those that went, and the bytes that came free.</returns>
    public (IReadOnlyList<CacheEntry> Removed, long Freed) Prune(Func<CacheEntry, bool> takes) =>
        EngineException.Guard(() =>
    {
        DeadBuilds.Clear(paths);
        var removed = new List<CacheEntry>();
        long freed = 0;
        foreach (CacheEntry entry in Cache().Where(takes))
        {
            if (entry.IsMount)
            {
                if (!RemoveMount(entry.Id))
                    continue;
                freed += entry.Size;
            }
            else
            {
                images.Store.Cache.Remove(Digest.Parse("sha256:" + entry.Id));
            }

            removed.Add(entry);
        }

        if (images.HasStore)
        {
            if (images.Store.Cache.All().Count == 0)
                images.Store.Cache.RemoveContents();
            freed += images.Store.Collect();
        }

        return ((IReadOnlyList<CacheEntry>)removed, freed);
    });

    private IEnumerable<CacheEntry> Mounts()
    {
        if (!Directory.Exists(paths.CacheMounts))
            yield break;
        foreach (string path in Directory.GetDirectories(paths.CacheMounts))
        {
            if (At.LinkStatIfThere(BorrowedFd.Cwd, path) is not { } status)
                continue;
            DateTimeOffset used = status.ModifiedAt;
            string id = File.Exists(path + "/id") ? File.ReadAllText(path + "/id") : "";
            yield return new CacheEntry(
                Path.GetFileName(path), $"cache mount {id}", SizeOf(path), used, used, IsShared: false, IsMount: true);
        }
    }

    /// <summary>False where a step has it at the moment.</summary>
    private bool RemoveMount(string name)
    {
        string path = $"{paths.CacheMounts}/{name}";
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        return directory is not null && Fd.TryLock(directory) && At.RemoveTree(BorrowedFd.Cwd, path);
    }

    private static long SizeOf(string path)
    {
        var every = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        return new DirectoryInfo(path).EnumerateFiles("*", every).Sum(file => file.Length);
    }
}
