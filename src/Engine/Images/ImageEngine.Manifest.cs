// SPDX-License-Identifier: Apache-2.0
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>A manifest or index as it is at the registry, byte for byte; nothing is stored.</summary>
    public Task<(byte[] Content, string MediaType, Digest Digest)> RemoteManifest(
        Reference reference, CancellationToken cancel) => Guard(async () =>
    {
        string name = reference.Digest?.ToString() ?? reference.WithDefaultTag().Tag!;
        try
        {
            RemoteManifest manifest = await Registries.Repository(reference).GetManifest(name, cancel)
                .ConfigureAwait(false);
            return (manifest.Content, manifest.MediaType, manifest.Digest);
        }
        catch (RegistryException e) when (e.Has("MANIFEST_UNKNOWN") || e.Has("NAME_UNKNOWN"))
        {
            throw new EngineException(EngineFault.NotFound, $"no such manifest: {reference}");
        }
    });
}
