// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Steps;
using Husk.Images;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>An image in a directory of the user's, which is read and left as it is; image-spec,
/// image-layout.md.</summary>
internal sealed class LayoutImage(LayoutPlace place, ImageStore store, Lease lease)
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Takes the image for a platform into the store.</summary>
    /// <exception cref="EngineException">There is none, or its blobs are not what the layout says.</exception>
    public async Task<FoundImage> Take(Platform platform, CancellationToken cancel)
    {
        Descriptor root = Entry();
        Descriptor? chosen = root;
        if (MediaTypes.IsIndex(root.MediaType))
            chosen = ImageSpecJson.ParseIndex(Document(root), root.Digest.ToString()).Choose(platform);
        if (chosen is null)
            throw new EngineException(EngineFault.NotFound, $"{place} has nothing for the platform {platform}");
        ImageManifest manifest = ImageSpecJson.ParseManifest(Document(chosen), chosen.Digest.ToString());
        foreach (Descriptor blob in (IEnumerable<Descriptor>)[chosen, manifest.Config, .. manifest.Layers])
        {
            lease.Keep(blob.Digest);
            await using FileStream source = Open(blob);
            await CacheSource.Copy(source, blob, store.Content, cancel).ConfigureAwait(false);
        }

        await store.UnpackAsync(manifest, lease, cancellation: cancel).ConfigureAwait(false);
        return new FoundImage($"{place.Path}@{chosen.Digest}", chosen.Digest, manifest, store.ReadConfig(manifest));
    }

    private Descriptor Entry()
    {
        string file = Path.Combine(place.Path, "index.json");
        if (!File.Exists(file))
            throw new EngineException(EngineFault.NotFound, $"could not read {file}: no such file or directory");
        Descriptor[] entries = ImageSpecJson.ParseIndex(File.ReadAllBytes(file), file).Manifests;
        if (place.Digest is { } digest)
        {
            return entries.FirstOrDefault(entry => entry.Digest == digest)
                ?? throw new EngineException(EngineFault.NotFound, $"{file} has no image {digest}");
        }
        string[] tags = [.. entries.Select(Tag).OfType<string>()];
        return entries.FirstOrDefault(entry => Tag(entry) == place.Tag) ?? throw new EngineException(
            EngineFault.NotFound,
            $"{file} has no image {place.Tag}: "
                + (tags.Length == 0 ? "name one by its digest, @sha256:..." : "there are " + string.Join(", ", tags)));
    }

    private static string? Tag(Descriptor entry) => entry.Annotations.GetValueOrDefault(Descriptor.RefName);

    private byte[] Document(Descriptor blob)
    {
        using FileStream file = Open(blob);
        if (file.Length > MostBytes)
        {
            throw new EngineException(
                EngineFault.Corrupt, $"{file.Name} has {file.Length} bytes, which is no manifest");
        }
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return Digest.Of(content) == blob.Digest || blob.Digest.Algorithm != "sha256"
            ? content
            : throw new EngineException(EngineFault.Corrupt, $"{file.Name} has another digest than its name says");
    }

    private FileStream Open(Descriptor blob)
    {
        string path = Path.Combine(place.Path, "blobs", blob.Digest.Algorithm, blob.Digest.Hex);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new EngineException(EngineFault.NotFound, $"could not read {path}: no such file or directory");
    }
}
