// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Linux;

namespace Husk.Images.Content;

/// <summary>The fixed files of an OCI image layout.</summary>
/// <remarks>Source: image-spec image-layout.md</remarks>
internal static class ImageLayout
{
    public const string IndexFile = "index.json";
    public const string IngestDirectory = "ingest";
    public const string LeasesDirectory = "leases";
    public static readonly string[] Algorithms = ["sha256", "sha512"];

    /// <summary>
    /// The store's lock: shared to say what is needed or to write a small blob, alone to change the index or to
    /// collect.
    /// </summary>
    public const string LockFile = "lock";

    private const string LayoutFile = "oci-layout";
    private const uint DirectoryMode = 0x1ED; // 0755
    private const uint PrivateMode = 0x1C0; // 0700
    private const uint FileMode = 0x1A4; // 0644

    /// <summary>Makes what is missing, and checks the version.</summary>
    /// <remarks>Two processes may do this at once: each step leaves alone what is there.</remarks>
    public static void Prepare(BorrowedFd root, string path)
    {
        At.MkdirIfMissing(root, "blobs", DirectoryMode);
        foreach (string algorithm in Algorithms)
            At.MkdirIfMissing(root, "blobs/" + algorithm, DirectoryMode);

        At.MkdirIfMissing(root, IngestDirectory, PrivateMode);
        At.MkdirIfMissing(root, LeasesDirectory, PrivateMode);
        if (At.ReadAllIfThere(root, LayoutFile, 4096) is { Length: > 0 } layout)
            CheckVersion(layout, path);
        else
            At.AtomicWrite(root, LayoutFile, "{\"imageLayoutVersion\":\"1.0.0\"}"u8, FileMode, durable: true);
    }

    private static void CheckVersion(byte[] layout, string path)
    {
        string? version = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(layout);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("imageLayoutVersion"u8, out JsonElement value)
                && value.ValueKind == JsonValueKind.String)
            {
                version = value.GetString();
            }
        }
        catch (JsonException)
        {
            // Told below: no version could be read.
        }

        if (version?.StartsWith("1.", System.StringComparison.Ordinal) != true)
        {
            throw new ImageException(
                ImageFault.Corrupt,
                $"{path}/{LayoutFile} is of version {version ?? "?"}, expected 1.0.0: use another directory");
        }
    }
}
