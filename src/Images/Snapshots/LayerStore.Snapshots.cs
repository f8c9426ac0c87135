// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

public sealed partial class LayerStore
{
    private const string SnapshotsDirectory = "snapshots";
    private const string EmptyDirectory = "empty";
    private const string LockFile = "lock";
    internal const string InitDirectory = "init";
    private static readonly string[] OwnDirectories = ["merged", "work", "upper", InitDirectory];

    /// <summary>A directory with nothing in it, for mounts of fewer layers than overlayfs wants.</summary>
    internal string EmptyPath => $"{Path}/{EmptyDirectory}";

    /// <summary>
    /// Makes a snapshot that can be written: <c>upper</c>, <c>work</c> and <c>merged</c> in a directory.
    /// </summary>
    /// <param name="key">Its name in the store: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</param>
    /// <param name="directory">An absolute path; made when it is not there.</param>
    /// <param name="parent">The chain below; null for nothing.</param>
    /// <param name="passing">It is worth nothing after a crash of the machine, and need not wait for the disk.</param>
    /// <exception cref="ImageException">The name is taken (Conflict), or a layer is not there (NotFound).</exception>
    public Snapshot Prepare(string key, string directory, Digest? parent, bool passing = false) =>
        Make(new SnapshotRecord(key, directory, parent, IsView: false, passing));

    /// <summary>Makes a snapshot that cannot be written.</summary>
    /// <inheritdoc cref="Prepare"/>
    public Snapshot View(string key, string directory, Digest? parent) =>
        Make(new SnapshotRecord(key, directory, parent, IsView: true, IsPassing: false));

    /// <summary>A snapshot by its name, or null.</summary>
    public Snapshot? FindSnapshot(string key)
    {
        using OwnedFd snapshots = OpenSnapshots();
        return SnapshotRecord.Read(snapshots, CheckedKey(key)) is { } record ? new Snapshot(this, record) : null;
    }

    /// <summary>Makes a layer of what a snapshot changed; the snapshot stays as it is.</summary>
    /// <param name="snapshot">Not written to meanwhile.</param>
    /// <param name="content">Gets the layer as a blob.</param>
    /// <param name="lease">Keeps both until an image refers to them.</param>
    /// <returns>The layer, and the blob for the image's manifest.</returns>
    public (Layer Layer, Descriptor Blob) Commit(Snapshot snapshot, ContentStore content, Lease lease)
    {
        using OwnedFd upper = At.Open(BorrowedFd.Cwd, snapshot.UpperPath, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        using Ingest ingest = content.BeginIngest();
        using (var gzip = new GZipStream(new IngestStream(ingest), CompressionLevel.Fastest))
            LayerDiff.Write(upper, new TarWriter(gzip), whiteouts: true);

        Descriptor blob = new()
        {
            MediaType = MediaTypes.LayerGzip,
            Digest = ingest.CommitUnder(lease),
            Size = ingest.Offset,
        };
        using PendingLayer pending = BeginLayer();
        Digest diffId = pending.Unpack(content.OpenRead(blob.Digest), null);
        lease.Keep(ChainId.Of(snapshot.Parent, diffId));
        return (pending.Commit(snapshot.Parent), blob);
    }

    /// <summary>
    /// Removes a snapshot with its mount and everything that was written to it; false when there is none.
    /// </summary>
    public bool Remove(string key)
    {
        if (FindSnapshot(key) is not { } snapshot)
            return false;
        snapshot.Unmount();
        if (At.OpenIfThere(BorrowedFd.Cwd, snapshot.Directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) is { } directory)
        {
            using (directory)
            {
                foreach (string name in OwnDirectories)
                    At.RemoveTree(directory, name);
            }
        }

        return ForgetSnapshot(key);
    }

    /// <summary>Removes the record alone; false when there is none.</summary>
    internal bool ForgetSnapshot(string key)
    {
        using OwnedFd snapshots = OpenSnapshots();
        return At.UnlinkIfThere(snapshots, key + SnapshotRecord.Extension);
    }

    /// <summary>Bytes of the files that a snapshot has written, and how many files there are.</summary>
    public static (long Bytes, long Files) Usage(Snapshot snapshot)
    {
        using OwnedFd? upper = At.OpenIfThere(BorrowedFd.Cwd, snapshot.UpperPath, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        return upper is null ? default : TreeUsage.Of(upper);
    }

    /// <summary>
    /// What a snapshot changed, in the order of the paths' bytes; mounted or not, and as it is at the moment.
    /// </summary>
    public IReadOnlyList<SnapshotChange> Changes(Snapshot snapshot)
    {
        if (snapshot.IsView)
            return [];
        using OwnedFd upper = At.Open(BorrowedFd.Cwd, snapshot.UpperPath, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        var lower = new List<OwnedFd>();
        try
        {
            foreach (string path in snapshot.LowerPaths)
                lower.Add(At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY));

            return SnapshotComparison.Of(upper, lower);
        }
        finally
        {
            lower.ForEach(directory => directory.Dispose());
        }
    }

    /// <summary>The names of all snapshots, in no order.</summary>
    public IReadOnlyList<string> SnapshotKeys()
    {
        using OwnedFd snapshots = OpenSnapshots();
        return [.. SnapshotKeys(snapshots)];
    }

    /// <summary>The chains that snapshots stand on. Records of snapshots whose directory is gone are removed.</summary>
    /// <remarks>Call with the store locked.</remarks>
    internal HashSet<Digest> ChainsInUse()
    {
        var used = new HashSet<Digest>();
        using OwnedFd snapshots = OpenSnapshots();
        foreach (string key in SnapshotKeys(snapshots))
        {
            SnapshotRecord? record = SnapshotRecord.Read(snapshots, key);
            if (record is not null && !At.Exists(BorrowedFd.Cwd, record.Directory))
                At.UnlinkIfThere(snapshots, key + SnapshotRecord.Extension);
            else if (record?.Parent is { } parent)
                used.Add(parent);
        }

        return used;
    }

    /// <summary>Holds the store's lock until disposed: shared to begin using a layer, alone to remove one.</summary>
    internal OwnedFd LockStore(bool shared)
    {
        OwnedFd file = At.Open(_root, LockFile, O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
        Fd.Lock(file, shared);
        return file;
    }

    /// <summary>
    /// Makes a snapshot that is not written down: a lease has to keep its layers, and its directory goes with whoever
    /// made it.
    /// </summary>
    /// <inheritdoc cref="Prepare"/>
    internal Snapshot MakeUnrecorded(string directory, Digest? parent, bool isView)
    {
        Directory.CreateDirectory(directory);
        var record =
            new SnapshotRecord(System.IO.Path.GetFileName(directory), directory, parent, isView, IsPassing: true);
        using OwnedFd opened = At.Open(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);
        At.MkdirIfMissing(_root, EmptyDirectory, 0x1ED /* 0755 */);
        MakeDirectories(record, opened);
        return new Snapshot(this, record);
    }

    private Snapshot Make(SnapshotRecord record)
    {
        CheckedKey(record.Key);
        Directory.CreateDirectory(record.Directory);
        using OwnedFd locked = LockStore(shared: true);
        Chain(record.Parent);
        using OwnedFd snapshots = OpenSnapshots();
        if (SnapshotRecord.Read(snapshots, record.Key) is not null)
            throw new ImageException(ImageFault.Conflict, $"there is a snapshot {record.Key} already: remove it first");

        At.MkdirIfMissing(_root, EmptyDirectory, 0x1ED /* 0755 */);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, record.Directory, O_RDONLY | O_DIRECTORY);
        MakeDirectories(record, directory);
        record.Write(snapshots);
        return new Snapshot(this, record);
    }

    // What a killed process made and did not record is made anew.
    private void MakeDirectories(SnapshotRecord record, BorrowedFd directory)
    {
        foreach (string name in OwnDirectories)
            At.RemoveTree(directory, name);

        At.Mkdir(directory, "merged", S_IRWXU);
        if (record.IsView)
            return;
        At.Mkdir(directory, "work", S_IRWXU);
        MakeUpper(directory, "upper", record.Parent);
    }

    /// <summary>Where mount points are that all snapshots of some layers share.</summary>
    /// <param name="chain">The layers.</param>
    /// <param name="points">Which mount points: other ones are in another directory.</param>
    internal string InitPath(Digest chain, string[] points)
    {
        Digest which = Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', points)));
        return $"{Path}/{chain.Hex}/{InitDirectory}-{which.Hex[..16]}";
    }

    /// <summary>Makes an upper directory: its attributes are what the root of the mount has.</summary>
    internal void MakeUpper(BorrowedFd directory, string name, Digest? parent)
    {
        At.Mkdir(directory, name, S_IRWXU);
        using OwnedFd upper = At.Open(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        using OwnedFd? below = parent is null
            ? null
            : At.Open(BorrowedFd.Cwd, DiffPath(parent), O_RDONLY | O_DIRECTORY);
        FileStatus? status = below is null ? null : Fd.Stat(below);
        Fd.Chown(upper, status?.Uid ?? 0, status?.Gid ?? 0);
        Fd.Chmod(upper, status?.Mode ?? 0x1ED /* 0755 */);
    }

    private static IEnumerable<string> SnapshotKeys(OwnedFd snapshots) =>
        from entry in Fd.ReadDirectory(snapshots)
        let name = Encoding.UTF8.GetString(entry.Name)
        where name.EndsWith(SnapshotRecord.Extension, StringComparison.Ordinal)
        select name[..^SnapshotRecord.Extension.Length];

    private OwnedFd OpenSnapshots()
    {
        At.MkdirIfMissing(_root, SnapshotsDirectory, S_IRWXU);
        return At.Open(_root, SnapshotsDirectory, O_RDONLY | O_DIRECTORY);
    }

    private static string CheckedKey(string key) =>
        key.Length is > 0 and <= 200 && key[0] != '.' && key.AsSpan().IndexOfAnyExcept(KeyLetters) < 0
            ? key
            : throw new ImageException(
                ImageFault.InvalidArgument, $"{Oci.Json.JsonText.Quoted(key)} is no name for a snapshot");

    private static readonly System.Buffers.SearchValues<char> KeyLetters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
}
