// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images.Lists;

/// <summary>What a file of the store of lists says.</summary>
internal sealed record ManifestListFile(string Name, ManifestListFile.Entry[] Manifests)
{
    /// <summary>A manifest byte for byte, and its platform as at the registry or as the user changed it.</summary>
    internal sealed record Entry(string Name, string MediaType, string Digest, Platform? Platform, byte[] Content);

    public static byte[] Write(ManifestList list) => JsonSerializer.SerializeToUtf8Bytes(
        new ManifestListFile(list.Name.ToString(),
            [.. list.Manifests.Select(one => new Entry(
                one.Name.ToString(), one.MediaType, one.Digest.ToString(), one.Platform, one.Content))]),
        ManifestListJson.Default.ManifestListFile);

    /// <exception cref="EngineException">It cannot be read (Corrupt).</exception>
    public static ManifestList Read(byte[] json, Reference name, string path)
    {
        try
        {
            ManifestListFile file = JsonSerializer.Deserialize(json, ManifestListJson.Default.ManifestListFile)
                ?? throw new JsonException("it says null");
            return new ManifestList(Reference.Parse(file.Name), [.. file.Manifests.Select(Of)]);
        }
        catch (Exception e) when (e is JsonException or SpecException)
        {
            throw new EngineException(EngineFault.Corrupt,
                $"manifest list {name.Familiar} is damaged: {path}: {(json.Length == 0 ? "it is empty" : e.Message)}; husk manifest rm {name.Familiar} removes it");
        }
    }

    private static PublishedManifest Of(Entry entry)
    {
        Digest digest = Husk.Oci.Digest.Parse(entry.Digest);
        using var hash = digest.NewHash();
        hash.AppendData(entry.Content);
        return digest.Matches(hash.GetHashAndReset())
            ? new PublishedManifest(Reference.Parse(entry.Name), entry.Content, entry.MediaType, digest, entry.Platform)
            : throw new JsonException($"the content of {entry.Name} is not that of {digest}");
    }
}
