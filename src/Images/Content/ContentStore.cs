// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

/// <summary>
/// Blobs by digest, in an OCI image layout that other tools read and write as it is. Several processes may use one
/// store at once.
/// </summary>
/// <remarks>
/// Source: image-spec image-layout.md. Beside what the specification names there are <c>ingest/</c>, blobs on their way
/// in, <c>leases/</c>, what running processes still need (<see cref="Lease"/>), and <c>lock</c>.
/// </remarks>
public sealed partial class ContentStore : IDisposable
{
    private const uint FileMode = 0x1A4; // 0644

    private readonly OwnedFd _root;

    private ContentStore(string path, OwnedFd root)
    {
        Path = path;
        _root = root;
    }

    /// <summary>The layout's directory.</summary>
    public string Path { get; }

    /// <summary>When no more is to come in: <see cref="Ingest.Write"/> throws then.</summary>
    public CancellationToken Cancel { get; set; }

    internal BorrowedFd Root => _root;

    /// <summary>Opens the layout in a directory; makes both when they are not there.</summary>
    /// <exception cref="ImageException">There is a layout of a version that this program does not know.</exception>
    public static ContentStore Open(string path)
    {
        Directory.CreateDirectory(path);
        OwnedFd root = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        try
        {
            ImageLayout.Prepare(root, path);
            var store = new ContentStore(path, root);
            if (!At.Exists(root, ImageLayout.IndexFile))
                store.ChangeIndex(_ => { });

            return store;
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    public bool Contains(Digest digest) => At.Exists(_root, BlobPath(digest));

    /// <summary>A blob's size in bytes, or null when it is not there.</summary>
    public long? Size(Digest digest) => At.LinkStatIfThere(_root, BlobPath(digest))?.Size;

    /// <summary>Opens a blob; the stream can seek.</summary>
    /// <exception cref="ImageException">It is not there (NotFound).</exception>
    public FileStream OpenRead(Digest digest)
    {
        OwnedFd blob = At.OpenIfThere(_root, BlobPath(digest), O_RDONLY) ?? throw Missing(digest);
        return DescriptorStream.Over(blob, FileAccess.Read);
    }

    /// <summary>A small blob, its digest verified: a manifest or a configuration.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="limit">The most bytes to take.</param>
    /// <exception cref="ImageException">It is not there, is larger than the limit, or is damaged.</exception>
    public byte[] ReadAll(Digest digest, int limit = 16 * 1024 * 1024)
    {
        using OwnedFd blob = At.OpenIfThere(_root, BlobPath(digest), O_RDONLY) ?? throw Missing(digest);
        if (Fd.Stat(blob).Size > limit)
        {
            throw new ImageException(
                ImageFault.Refused, $"blob {digest} has more than the {limit} bytes that a document may have");
        }

        byte[] content = Fd.ReadAll(blob, limit);
        using var hash = digest.NewHash();
        hash.AppendData(content);
        return digest.Matches(hash.GetHashAndReset())
            ? content
            : throw new ImageException(
                ImageFault.Corrupt,
                $"blob {digest} in {Path} is damaged, its content has another digest: pull the image again");
    }

    /// <summary>Puts a small blob in: a manifest or a configuration.</summary>
    public Digest Add(ReadOnlySpan<byte> content)
    {
        Digest digest = Digest.Of(content);
        // One that is there and damaged is whole again.
        if (Size(digest) != content.Length || !content.SequenceEqual(At.ReadAllIfThere(_root, BlobPath(digest))))
        {
            // So that a collection does not take a file on its way in for one that a killed process left.
            using OwnedFd locked = LockStore(shared: true);
            using OwnedFd blobs = At.Open(_root, "blobs/" + digest.Algorithm, O_RDONLY | O_DIRECTORY);
            At.AtomicWrite(blobs, digest.Hex, content, FileMode, durable: true);
        }

        return digest;
    }

    /// <summary>
    /// Begins to take a blob in, where an earlier attempt stopped: <see cref="Ingest.Offset"/> bytes are there. Waits
    /// while another process or task takes in the same blob.
    /// </summary>
    /// <param name="digest">The blob's name, which the content must have at the end.</param>
    /// <param name="size">The blob's size in bytes, or null when it is not known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when the blob is there already, with that many bytes.</returns>
    public Task<Ingest?> BeginIngestAsync(Digest digest, long? size, CancellationToken cancellation = default) =>
        Turn.TakeAsync(
            () => Size(digest) is { } there && (size is null || there == size),
            () => Ingest.TryResume(this, digest, size),
            static ingest => ingest.Abandon(),
            cancellation);

    /// <summary>Begins to take in a blob whose digest is not known before its end; it cannot be resumed.</summary>
    public Ingest BeginIngest() => Ingest.New(this);

    /// <summary>All blobs, in no order.</summary>
    public IEnumerable<Digest> Blobs()
    {
        foreach (string algorithm in ImageLayout.Algorithms)
        {
            List<DirectoryEntry> entries;
            using (OwnedFd blobs = At.Open(_root, "blobs/" + algorithm, O_RDONLY | O_DIRECTORY))
                entries = Fd.ReadDirectory(blobs);
            foreach (DirectoryEntry entry in entries)
            {
                if (Digest.TryParse($"{algorithm}:{Encoding.UTF8.GetString(entry.Name)}", out Digest? digest))
                    yield return digest;
            }
        }
    }

    public void Dispose() => _root.Dispose();

    internal static string BlobPath(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    private ImageException Missing(Digest digest) => new(ImageFault.NotFound, $"blob {digest} is not in {Path}");
}
