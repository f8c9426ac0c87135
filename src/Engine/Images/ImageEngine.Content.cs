// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Transfer;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Sends a manifest of the store that is no image here to a registry, with all it names.</summary>
    internal Task<bool> PushContent(Reference name, Descriptor manifest, IProgress<LayerProgress>? progress,
        CancellationToken cancel) => Guard(async () =>
    {
        await new ImagePush(Registries, Content, new ProgressRelay(progress))
            .Run(name.WithDefaultTag(), manifest, cancel).ConfigureAwait(false);
        return true;
    });

    /// <summary>A manifest that a registry has, and how its blobs are opened there.</summary>
    internal Task<(ImageManifest Manifest, Func<Digest, CancellationToken, Task<Stream>> Open)> RemoteContent(
        Reference name, CancellationToken cancel) => Guard(async () =>
    {
        Reference tagged = name.WithDefaultTag();
        RemoteRepository repository = Registries.Repository(tagged);
        RemoteManifest manifest = await repository.GetManifest(tagged.Digest?.ToString() ?? tagged.Tag!, cancel)
            .ConfigureAwait(false);
        if (MediaTypes.IsIndex(manifest.MediaType))
        {
            throw new EngineException(
                EngineFault.InvalidArgument, $"{name.Familiar} is an index: it has no cache of its own");
        }
        return (ImageSpecJson.ParseManifest(manifest.Content, name.Familiar),
            (Func<Digest, CancellationToken, Task<Stream>>)Open);

        async Task<Stream> Open(Digest digest, CancellationToken end) =>
            (await repository.OpenBlob(digest, 0, end).ConfigureAwait(false)).Body;
    });
}
