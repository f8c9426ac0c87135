// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Tar;
using Husk.Oci;

namespace Husk.Images.Archives;

/// <summary>
/// The files of an archive, taken into the content store in one pass, in whatever order they come: what is small and
/// called a document stays in memory, all else becomes a blob.
/// </summary>
internal sealed class ArchiveContent(ContentStore store, Lease lease)
{
    private const int LargestDocument = 16 * 1024 * 1024;
    private const int MostFiles = 100_000;

    private readonly Dictionary<string, Digest> _blobs = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, byte[]> _documents = [];
    private readonly byte[] _buffer = new byte[256 * 1024];

    /// <summary>A document by its name, or null.</summary>
    public byte[]? Document(string name) => _documents.GetValueOrDefault(name);

    /// <summary>The blob that a file of the archive became. Links are followed.</summary>
    /// <exception cref="ImageException">The archive has no such file (Corrupt).</exception>
    public Digest Blob(string name)
    {
        string at = Clean(name);
        // Old archives have a link for a layer that is there twice. One that leads in a circle ends the count.
        for (int hops = 0; hops < 8; hops++)
        {
            if (_blobs.TryGetValue(at, out Digest? digest))
                return digest;
            if (!_links.TryGetValue(at, out string? next))
                break;
            at = next;
        }

        string shown = Oci.Json.JsonText.Quoted(name);
        throw new ImageException(
            ImageFault.Corrupt, $"the archive has no file {shown}, which its table of contents names");
    }

    public async Task TakeAsync(Stream plain, CancellationToken cancellation)
    {
        try
        {
            var archive = new TarReader(plain);
            int count = 0;
            while (archive.Next() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                if (++count > MostFiles)
                    throw new ImageException(ImageFault.Refused, $"the archive has more than {MostFiles} files");
                await TakeAsync(entry, archive, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception broken) when (broken is TarFormatException or InvalidDataException
            or ICSharpCode.SharpZipLib.SharpZipBaseException)
        {
            throw new ImageException(ImageFault.Corrupt, $"the archive cannot be read: {broken.Message}", broken);
        }
    }

    private async Task TakeAsync(TarEntry entry, TarReader archive, CancellationToken cancellation)
    {
        string name = Clean(Encoding.UTF8.GetString(entry.Name));
        switch (entry.Type)
        {
            case TarEntryType.Symlink:
                _links[name] = Beside(name, Encoding.UTF8.GetString(entry.LinkName));
                break;
            case TarEntryType.HardLink:
                _links[name] = Clean(Encoding.UTF8.GetString(entry.LinkName));
                break;
            case TarEntryType.Regular when entry.Segments is not null:
                throw new ImageException(
                    ImageFault.Refused, $"entry {entry.Shown} is a sparse file, which no image archive has");
            case TarEntryType.Regular when IsDocument(name):
                _documents[name] = ReadDocument(entry, archive);
                break;
            case TarEntryType.Regular when name.Split('/') is ["blobs", var algorithm, var hex]
                && Digest.TryParse($"{algorithm}:{hex}", out Digest? digest):
                await TakeBlobAsync(name, digest, entry.Size, archive, cancellation).ConfigureAwait(false);
                break;
            case TarEntryType.Regular when !name.EndsWith("/VERSION", StringComparison.Ordinal):
                TakeFile(name, archive);
                break;
            default:
                break;
        }
    }

    private static bool IsDocument(string name) =>
        name is "index.json" or "oci-layout" or "repositories" or DockerManifestItem.FileName;

    private byte[] ReadDocument(TarEntry entry, TarReader archive)
    {
        if (entry.Size > LargestDocument)
        {
            throw new ImageException(
                ImageFault.Refused, $"entry {entry.Shown} has {entry.Size} bytes, too many for a document");
        }

        byte[] content = new byte[entry.Size];
        for (int at = 0, count; at < content.Length; at += count)
            count = archive.Read(content.AsSpan(at));

        return content;
    }

    private async Task TakeBlobAsync(
        string name, Digest digest, long size, TarReader archive, CancellationToken cancellation)
    {
        lease.Keep(digest);
        using Ingest? ingest = await store.BeginIngestAsync(digest, size, cancellation).ConfigureAwait(false);
        if (ingest is not null)
        {
            // What an earlier attempt left is of the same blob or of none; read it again either way.
            ingest.Restart();
            Copy(archive, ingest);
            ingest.Commit();
        }

        _blobs[name] = digest;
    }

    private void TakeFile(string name, TarReader archive)
    {
        using Ingest ingest = store.BeginIngest();
        Copy(archive, ingest);
        _blobs[name] = ingest.CommitUnder(lease);
    }

    private void Copy(TarReader archive, Ingest ingest)
    {
        for (int count; (count = archive.Read(_buffer)) > 0;)
            ingest.Write(_buffer.AsSpan(0, count));
    }

    private static string Beside(string name, string target)
    {
        if (target.StartsWith('/'))
            return Clean(target);
        int slash = name.LastIndexOf('/');
        return Clean(slash < 0 ? target : name[..slash] + "/" + target);
    }

    // Only a key: no file is opened by it.
    private static string Clean(string name)
    {
        var parts = new List<string>();
        foreach (string part in name.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
