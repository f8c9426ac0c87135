// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

/// <summary>
/// A blob on its way in: bytes go to a file that nobody takes for the blob, and <see cref="Commit"/> gives it the
/// blob's name when digest and size are right. What a killed process leaves is resumed by the next.
/// </summary>
/// <remarks>
/// The file is locked (flock(2)) while an ingest is open, so that one process at a time writes. Not for several
/// threads, but <see cref="OpenFollowing"/> may be read on another.
/// </remarks>
public sealed partial class Ingest : IDisposable
{
    private readonly ContentStore _store;
    private readonly string _name;
    private readonly Digest? _expected;
    private readonly long? _expectedSize;
    private readonly OwnedFd _file;
    private readonly IncrementalHash _hash;
    private readonly IngestProgress _progress = new();
    private bool _finished;

    private Ingest(ContentStore store, string name, OwnedFd file, Digest? expected, long? expectedSize)
    {
        _store = store;
        _name = name;
        _file = file;
        _expected = expected;
        _expectedSize = expectedSize;
        _hash = expected?.NewHash() ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>How many bytes are there: where a resumed download goes on.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether all bytes are there, so that only <see cref="Commit"/> is left to do.</summary>
    public bool IsComplete => Offset == _expectedSize;

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="ImageException">There are more than the blob may have (Corrupt).</exception>
    /// <exception cref="SyscallException">They cannot be written: ENOSPC.</exception>
    /// <exception cref="OperationCanceledException">The store takes no more.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        _store.Cancel.ThrowIfCancellationRequested();
        if (Offset + content.Length > _expectedSize)
        {
            Abandon();
            throw new ImageException(
                ImageFault.Corrupt, $"blob {_expected} is longer than the {_expectedSize} bytes it should have");
        }

        Fd.WriteAll(_file, content);
        _hash.AppendData(content);
        Offset += content.Length;
        _progress.Reached(Offset);
    }

    /// <summary>Throws away what is there, for a source that cannot go on in the middle.</summary>
    /// <exception cref="InvalidOperationException">Somebody follows what was written.</exception>
    public void Restart()
    {
        _progress.Restart();
        Fd.Truncate(_file, 0);
        Fd.SeekTo(_file, 0);
        _hash.GetHashAndReset();
        Offset = 0;
    }

    /// <summary>
    /// As <see cref="Commit"/>, for a blob whose digest nobody knew before: a lease keeps it from then on.
    /// </summary>
    public Digest CommitUnder(Lease lease)
    {
        lease.Keep(Digest.FromSha256(_hash.GetCurrentHash()));
        return Commit();
    }

    /// <summary>Makes it a blob: on the disk, under its digest, at once and for good.</summary>
    /// <returns>The blob's digest.</returns>
    /// <exception cref="ImageException">
    /// Digest or size are wrong (Corrupt); what was written is thrown away.
    /// </exception>
    public Digest Commit()
    {
        Digest found = Finish();
        Fd.Sync(_file);
        Publish(found);
        using (OwnedFd blobs = At.Open(_store.Root, "blobs/" + found.Algorithm, O_RDONLY | O_DIRECTORY))
            Fd.Sync(blobs);

        return found;
    }

    /// <summary>
    /// Ends the writing of a blob of which nobody knew the digest, and tells it. <see cref="Publish"/> comes when the
    /// bytes are on the disk.
    /// </summary>
    internal Digest Finish()
    {
        if (_expectedSize is { } size && Offset < size)
        {
            throw new ImageException(
                ImageFault.Corrupt, $"blob {_expected} ends after {Offset} of {size} bytes");
        }

        byte[] hash = _hash.GetHashAndReset();
        Digest found = _expected ?? Digest.FromSha256(hash);
        if (!found.Matches(hash))
        {
            Abandon();
            string actual = $"{found.Algorithm}:{Convert.ToHexStringLower(hash)}";
            throw new ImageException(
                ImageFault.Corrupt,
                $"blob {found} has the digest {actual}: it was damaged on its way, or is not what was asked for");
        }

        Fd.Chmod(_file, 0x124 /* 0444 */);
        return found;
    }

    /// <summary>Gives it the blob's name, after <see cref="Finish"/>.</summary>
    internal void Publish(Digest found)
    {
        At.Rename(_store.Root, _name, _store.Root, ContentStore.BlobPath(found));
        _finished = true;
        _progress.Complete();
    }

    /// <summary>Throws away what was written; nothing is resumed.</summary>
    public void Abandon()
    {
        if (!_finished)
            At.UnlinkIfThere(_store.Root, _name);

        _finished = true;
        Dispose();
    }

    /// <summary>Closes it. What was written of a blob with a known digest stays, to be resumed.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        if (!_finished && _expected is null)
            At.UnlinkIfThere(_store.Root, _name);

        _progress.Break();
        _file.Dispose();
        _hash.Dispose();
    }

    internal static Ingest New(ContentStore store)
    {
        while (true)
        {
            string unique = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            string name = $"{ImageLayout.IngestDirectory}/new-{unique}";
            if (TryOpen(store, name, O_EXCL) is { } file)
                return new Ingest(store, name, file, null, null);
        }
    }

    /// <summary>Null when somebody else has it.</summary>
    internal static Ingest? TryResume(ContentStore store, Digest digest, long? size)
    {
        string name = $"{ImageLayout.IngestDirectory}/{digest.Algorithm}-{digest.Hex}";
        if (TryOpen(store, name, 0) is not { } file)
            return null;
        var ingest = new Ingest(store, name, file, digest, size);
        ingest.TakeUp();
        return ingest;
    }

    private static OwnedFd? TryOpen(ContentStore store, string name, int flags)
    {
        OwnedFd file = At.Open(store.Root, name, O_RDWR | O_CREAT | O_NOFOLLOW | flags, 0x180 /* 0600 */);
        // The name may have gone, or be another file's, since the open: then the lock is on nothing.
        if (Fd.TryLock(file) && At.LinkStatIfThere(store.Root, name)?.Inode == Fd.Stat(file).Inode)
            return file;
        file.Dispose();
        return null;
    }

    private void TakeUp()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int count; (count = Fd.Read(_file, buffer)) > 0; Offset += count)
            _hash.AppendData(buffer, 0, count);

        ArrayPool<byte>.Shared.Return(buffer);
        _progress.Reached(Offset);
        if (Offset > _expectedSize)
            Restart();
    }
}
