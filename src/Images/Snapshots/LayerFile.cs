// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary><c>layer.json</c> beside an unpacked layer's files.</summary>
internal static class LayerFile
{
    public const string Name = "layer.json";

    public static void Write(BorrowedFd directory, Layer layer)
    {
        byte[] content = StoredJson.Write(json =>
        {
            json.WriteString("parent"u8, layer.Parent?.ToString());
            json.WriteString("diffId"u8, layer.DiffId.ToString());
            json.WriteNumber("size"u8, layer.Size);
        });
        At.AtomicWrite(directory, Name, content, 0x1A4 /* 0644 */);
    }

    /// <summary>Null when there is no such layer.</summary>
    /// <exception cref="ImageException">The file cannot be read (Corrupt).</exception>
    public static Layer? Read(BorrowedFd layers, Digest chain)
    {
        if (At.ReadAllIfThere(layers, $"{chain.Hex}/{Name}", 64 * 1024) is not { } content)
            return null;
        return StoredJson.Read(
            content,
            json => new Layer(
                chain,
                StoredJson.Chain(json.GetProperty("parent"u8)),
                Digest.Parse(json.GetProperty("diffId"u8).GetString() ?? ""),
                json.GetProperty("size"u8).GetInt64()),
            $"layer {chain} is damaged, {Name} cannot be read: run `husk system fsck --repair`");
    }
}
