// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Transfer;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Brings an image from its registry: resolves the name, fetches what is missing, unpacks it, names
    /// it.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="platform">For which machine, where the registry has several; null for this one.</param>
    /// <param name="progress">Told of each layer's steps, on several threads.</param>
    /// <param name="cancel">Ends it; what came is not fetched again.</param>
    public Task<PullOutcome> Pull(Reference reference, Platform? platform, IProgress<LayerProgress>? progress,
        CancellationToken cancel) => Guard(async () =>
    {
        Reference name = reference.WithDefaultTag();
        using Lease lease = Lease.Begin(Content);
        PulledImage image = await Fetch(name, platform, progress, lease, cancel).ConfigureAwait(false);
        bool isNew = Content.Resolve(StoredName(name))?.Digest != image.Root.Digest;
        Content.PutReference(StoredName(name), image.Root);
        Tell("pull", name.Familiar, name);
        bool fits = platform is null || Read(image.Root, [], platform) is not null;
        return new PullOutcome(name, image.Root.Digest, isNew, fits);
    });

    /// <summary>The tags of a repository, for `pull --all-tags`.</summary>
    public Task<List<string>> Tags(Reference reference, CancellationToken cancel) => Guard(async () =>
    {
        var tags = new List<string>();
        try
        {
            await foreach (string tag in Registries.Repository(reference).Tags(cancel).ConfigureAwait(false))
                tags.Add(tag);
            return tags;
        }
        catch (RegistryException e) when (Phrase(e, reference) is { } phrase)
        {
            throw Failed(e, phrase);
        }
    });

    private async Task<PulledImage> Fetch(
        Reference name, Platform? platform, IProgress<LayerProgress>? progress, Lease lease, CancellationToken cancel)
    {
        var pull = new ImagePull(Registries, Content, lease, new ProgressRelay(progress));
        for (int round = 1; ; round++)
        {
            try
            {
                return await pull.Run(name, platform ?? Platform.Host, Unpack, cancel).ConfigureAwait(false);
            }
            catch (RegistryException e) when (Phrase(e, name) is { } phrase)
            {
                throw Failed(e, phrase);
            }
            catch (ImageException e) when (e.Fault is ImageFault.Corrupt && e is not RegistryException && round == 1)
            {
                // What an earlier download left may be what was wrong. It is thrown away now: once more from the first
                // byte.
            }
        }

        Task Unpack(LayerArrivals arrivals, CancellationToken all) =>
            Store.UnpackAsync(arrivals.DiffIds, arrivals.Open, lease, cancellation: all);
    }

    private static EngineException Failed(RegistryException failure, string phrase) =>
        new(failure.Fault is ImageFault.NotFound ? EngineFault.NotFound : EngineFault.Unauthorized, phrase);

    /// <summary>Docker's phrases for what is not there or not allowed; tools look for them.</summary>
    private static string? Phrase(RegistryException failure, Reference name)
    {
        string words = failure.Errors.Count > 0 ? string.Join("; ", failure.Errors) : failure.Message;
        if (failure.Has("MANIFEST_UNKNOWN"))
            return $"manifest for {name.Familiar} not found: {words}";
        if (failure.Has("NAME_UNKNOWN"))
            return $"repository {name.FamiliarRepository} not found: {words}";
        bool unknown = failure.Has("DENIED") || failure.Has("UNAUTHORIZED");
        return unknown && failure.Status is not null
            ? $"pull access denied for {name.FamiliarRepository}, repository does not exist or may require 'husk login': {words}"
            : null;
    }

    // A name with both is found by the digest; docker keeps it without the tag.
    private static Reference StoredName(Reference name) => name.Digest is { } digest ? name.WithDigest(digest) : name;
}
