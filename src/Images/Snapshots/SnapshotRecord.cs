// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Linux;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>That a snapshot uses layers: <c>snapshots/KEY.json</c> in the layer store.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Directory">Where its own directories are.</param>
/// <param name="Parent">The chain below; null for nothing.</param>
/// <param name="IsView">It cannot be written.</param>
/// <param name="IsPassing">It is worth nothing after a crash of the machine, and does not wait for the disk.</param>
internal sealed record SnapshotRecord(string Key, string Directory, Digest? Parent, bool IsView, bool IsPassing)
{
    public const string Extension = ".json";

    public void Write(BorrowedFd snapshots)
    {
        byte[] content = StoredJson.Write(json =>
        {
            json.WriteString("directory"u8, Directory);
            json.WriteString("parent"u8, Parent?.ToString());
            json.WriteBoolean("view"u8, IsView);
            json.WriteBoolean("passing"u8, IsPassing);
        });
        At.AtomicWrite(snapshots, Key + Extension, content, 0x1A4 /* 0644 */, durable: !IsPassing);
    }

    /// <summary>Null when there is none of that key.</summary>
    /// <exception cref="ImageException">What is there cannot be read (Corrupt).</exception>
    public static SnapshotRecord? Read(BorrowedFd snapshots, string key)
    {
        if (At.ReadAllIfThere(snapshots, key + Extension, 64 * 1024) is not { } content)
            return null;
        return StoredJson.Read(
            content,
            json => new SnapshotRecord(
                key,
                json.GetProperty("directory"u8).GetString() ?? "",
                StoredJson.Chain(json.GetProperty("parent"u8)),
                json.GetProperty("view"u8).GetBoolean(),
                json.TryGetProperty("passing"u8, out JsonElement passing) && passing.GetBoolean()),
            $"snapshot {key} is damaged, its record cannot be read: remove and create it again");
    }
}
