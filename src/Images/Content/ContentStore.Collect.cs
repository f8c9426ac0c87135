// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

public sealed partial class ContentStore
{
    /// <summary>Removes all blobs but some, and what killed processes left. Call with the store locked.</summary>
    /// <returns>The bytes removed.</returns>
    internal long RemoveBlobsExcept(HashSet<Digest> kept)
    {
        long removed = 0;
        foreach (Digest blob in Blobs().ToList())
        {
            if (kept.Contains(blob))
                continue;
            removed += Size(blob) ?? 0;
            At.UnlinkIfThere(_root, BlobPath(blob));
        }

        return removed + RemoveDeadIngests() + RemoveTemporaries(".")
            + ImageLayout.Algorithms.Sum(algorithm => RemoveTemporaries("blobs/" + algorithm));
    }

    /// <summary>The digests of blobs whose content is not what they are called. Reads everything.</summary>
    internal IEnumerable<Digest> DamagedBlobs()
    {
        foreach (Digest blob in Blobs().ToList())
        {
            using var hash = blob.NewHash();
            byte[] buffer = new byte[256 * 1024];
            using OwnedFd? file = At.OpenIfThere(_root, BlobPath(blob), O_RDONLY);
            if (file is null)
                continue;
            for (int count; (count = Fd.Read(file, buffer)) > 0;)
                hash.AppendData(buffer, 0, count);

            if (!blob.Matches(hash.GetHashAndReset()))
                yield return blob;
        }
    }

    internal void RemoveBlob(Digest blob) => At.UnlinkIfThere(_root, BlobPath(blob));

    /// <summary>Removes a small blob that has another content than its name says.</summary>
    internal void RemoveIfDamaged(Digest blob)
    {
        try
        {
            if (Contains(blob))
                ReadAll(blob);
        }
        catch (ImageException e) when (e.Fault is ImageFault.Corrupt)
        {
            RemoveBlob(blob);
        }
    }

    // One that nobody locks is nobody's; its bytes would only save a download.
    private long RemoveDeadIngests()
    {
        long removed = 0;
        using OwnedFd ingests = At.Open(_root, ImageLayout.IngestDirectory, O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(ingests))
        {
            using OwnedFd? ingest = At.OpenIfThere(ingests, entry.Name, O_RDONLY | O_NOFOLLOW);
            if (ingest is null || !Fd.TryLock(ingest))
                continue;
            removed += Fd.Stat(ingest).Size;
            At.UnlinkIfThere(ingests, entry.Name);
        }

        return removed;
    }

    private long RemoveTemporaries(string path)
    {
        using OwnedFd directory = At.Open(_root, path, O_RDONLY | O_DIRECTORY);
        return At.RemoveTemporaries(directory);
    }
}
