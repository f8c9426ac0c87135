// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Cache;

/// <summary>
/// The records of what steps of builds came to, a file each: <c>cache/KEY.json</c>. A record keeps its layer and its
/// blob from collection. Several processes may use it at once: a record is written whole or not at all, and two of the
/// same key are equally good.
/// </summary>
public sealed class BuildCache
{
    private const string Extension = ".json";
    private const string ContentExtension = ".content";

    private readonly string _path;

    internal BuildCache(string path) => _path = path;

    /// <summary>The record of a key; null when there is none, or it cannot be read.</summary>
    public CacheRecord? Find(Digest key)
    {
        using OwnedFd? directory = OpenIfThere();
        return directory is null ? null : Read(directory, key.Hex + Extension);
    }

    /// <summary>All records, in no order.</summary>
    public IReadOnlyList<CacheRecord> All()
    {
        using OwnedFd? directory = OpenIfThere();
        if (directory is null)
            return [];
        var records = new List<CacheRecord>();
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            string name = Encoding.UTF8.GetString(entry.Name);
            if (name.EndsWith(Extension, StringComparison.Ordinal) && Read(directory, name) is { } record)
                records.Add(record);
        }

        return records;
    }

    /// <summary>Writes a record; what had its key goes. What it names must be on the disk, and on a lease.</summary>
    public void Put(CacheRecord record)
    {
        using OwnedFd directory = OpenOrMake();
        // Losing it with the machine's power costs a step and no more: not worth a wait for the disk.
        At.AtomicWrite(directory, record.Key.Hex + Extension, CacheRecordFile.Write(record), 0x180 /* 0600 */);
    }

    /// <summary>Says that a build has used a record just now.</summary>
    public void Touch(Digest key)
    {
        using OwnedFd? directory = OpenIfThere();
        if (directory is null || !At.Exists(directory, key.Hex + Extension))
            return;
        try
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            uint nanoseconds = (uint)(now.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
            At.SetModified(directory, key.Hex + Extension, (now.ToUnixTimeSeconds(), nanoseconds));
        }
        catch (SyscallException gone) when (gone.Errno == ENOENT)
        {
            // Pruned in between.
        }
    }

    /// <summary>Takes a record away; what it kept goes with the next collection.</summary>
    public bool Remove(Digest key)
    {
        using OwnedFd? directory = OpenIfThere();
        return directory is not null && At.UnlinkIfThere(directory, key.Hex + Extension);
    }

    /// <summary>The digest of files that a stage or an image has, by what was asked of it; null when nobody looked
    /// yet.</summary>
    public Digest? FindContent(Digest key)
    {
        using OwnedFd? directory = OpenIfThere();
        if (directory is null || At.ReadAllIfThere(directory, key.Hex + ContentExtension, 256) is not { } text)
            return null;
        return Digest.TryParse(Encoding.ASCII.GetString(text), out Digest? digest) ? digest : null;
    }

    /// <summary>Writes down what <see cref="FindContent"/> tells.</summary>
    public void PutContent(Digest key, Digest content)
    {
        using OwnedFd directory = OpenOrMake();
        At.AtomicWrite(directory, key.Hex + ContentExtension, Encoding.ASCII.GetBytes(content.ToString()), 0x180 /* 0600 */);
    }

    /// <summary>Forgets what <see cref="FindContent"/> tells: worth nothing where there are no steps.</summary>
    public void RemoveContents()
    {
        using OwnedFd? directory = OpenIfThere();
        if (directory is null)
            return;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (entry.Name.AsSpan().EndsWith(".content"u8))
                At.UnlinkIfThere(directory, entry.Name);
        }
    }

    /// <summary>Removes what killed processes have left half-written.</summary>
    internal long RemoveTemporaries()
    {
        using OwnedFd? directory = OpenIfThere();
        return directory is null ? 0 : At.RemoveTemporaries(directory);
    }

    private OwnedFd OpenOrMake()
    {
        At.MkdirIfMissing(BorrowedFd.Cwd, _path, S_IRWXU);
        return At.Open(BorrowedFd.Cwd, _path, O_RDONLY | O_DIRECTORY);
    }

    private OwnedFd? OpenIfThere() => At.OpenIfThere(BorrowedFd.Cwd, _path, O_RDONLY | O_DIRECTORY);

    private static CacheRecord? Read(OwnedFd directory, string name)
    {
        try
        {
            using OwnedFd? file = At.OpenIfThere(directory, name, O_RDONLY | O_NOFOLLOW);
            if (file is null)
                return null;
            return CacheRecordFile.Read(Fd.ReadAll(file, 1 << 20), Fd.Stat(file).ModifiedAt);
        }
        catch (ImageException damaged) when (damaged.Fault == ImageFault.Corrupt)
        {
            return null;
        }
    }
}
