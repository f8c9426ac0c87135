// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.IO.Compression;
using System.Threading;
using Husk.Images.Compression;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Snapshots;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Archives;

/// <summary>A root file system as a plain tar: <c>import</c> makes an image of one, <c>export</c> writes one.</summary>
public sealed class RootFilesystemArchive(ImageStore store)
{
    /// <summary>Makes an image of one layer.</summary>
    /// <param name="archive">The tar, in any compression; disposed of.</param>
    /// <param name="origin">Where it came from, for the image's history: a file, an address, or <c>-</c>.</param>
    /// <param name="config">What a container of it runs.</param>
    /// <param name="platform">What it runs on; null for this machine.</param>
    /// <param name="name">Null keeps it without one.</param>
    /// <param name="message">For the image's history; null says where it came from.</param>
    /// <returns>The image's manifest, and the digest of its configuration: its ID.</returns>
    public (Descriptor Image, Digest Id) Import(
        Stream archive,
        string origin,
        ExecutionConfig? config = null,
        Platform? platform = null,
        Reference? name = null,
        string? message = null)
    {
        using Lease lease = Lease.Begin(store.Content);
        Descriptor layer = TakeLayer(archive, lease);
        Digest diffId;
        using (PendingLayer pending = store.Layers.BeginLayer())
        {
            diffId = pending.Unpack(store.Content.OpenRead(layer.Digest), null);
            lease.Keep(diffId);
            pending.Commit(null);
        }

        platform ??= Platform.Host;
        string now = ImageStore.Now();
        var image = new ImageConfig
        {
            Created = now,
            Architecture = platform.Architecture,
            Variant = platform.Variant,
            Os = platform.Os,
            Config = config ?? new ExecutionConfig(),
            RootFs = new RootFilesystem { DiffIds = [diffId] },
            History = [new HistoryEntry { Created = now, Comment = message ?? "Imported from " + origin }],
        };
        return store.AddImage(image, [layer], name, lease);
    }

    /// <summary>Writes all files of a directory, such as a snapshot that is mounted.</summary>
    /// <param name="directory">The root.</param>
    /// <param name="target">Gets the tar; stays open.</param>
    /// <param name="cancel">Ends it.</param>
    public static void Export(string directory, Stream target, CancellationToken cancel)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);
        LayerDiff.Write(root, new TarWriter(target, cancel), whiteouts: false);
    }

    // Kept as it came where a manifest has a word for it; anything else becomes gzip.
    private Descriptor TakeLayer(Stream archive, Lease lease)
    {
        using var peeked = new PeekedStream(archive);
        CompressionFormat format = CompressionFormats.Of(peeked.Peek());
        using Ingest ingest = store.Content.BeginIngest();
        using (var target = new IngestStream(ingest))
        {
            if (format is CompressionFormat.Gzip or CompressionFormat.Zstd)
            {
                peeked.CopyTo(target);
            }
            else
            {
                format = CompressionFormat.Gzip;
                using Stream plain = Decompression.Open(peeked);
                using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
                plain.CopyTo(gzip);
            }
        }

        return new Descriptor
        {
            MediaType = format == CompressionFormat.Zstd ? MediaTypes.LayerZstd : MediaTypes.LayerGzip,
            Digest = ingest.CommitUnder(lease),
            Size = ingest.Offset,
        };
    }
}
