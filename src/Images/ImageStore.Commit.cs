// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <summary>
    /// Makes an image of what a snapshot changed, on top of the image it stands on; the snapshot stays as it is. A
    /// snapshot that changed nothing adds a step to the history and no layer, as docker's commit does.
    /// </summary>
    /// <param name="snapshot">Not written to meanwhile: pause the container.</param>
    /// <param name="basis">The image that it was prepared of; null when it stands on nothing.</param>
    /// <param name="commit">What the image says of itself.</param>
    /// <param name="name">Null keeps it without one.</param>
    /// <returns>The image's manifest, and the digest of its configuration: its ID.</returns>
    /// <exception cref="ImageException">
    /// The snapshot does not stand on <paramref name="basis"/> (InvalidArgument), whose blobs may also be gone
    /// (NotFound).
    /// </exception>
    public (Descriptor Image, Digest Id) Commit(
        Snapshot snapshot, ImageManifest? basis, ImageCommit commit, Reference? name)
    {
        using Lease lease = Lease.Begin(Content);
        ImageConfig below = basis is null ? new ImageConfig() : ReadConfig(basis);
        Descriptor[] layers = basis?.Layers ?? [];
        Array.ForEach(layers, layer => lease.Keep(layer.Digest));
        RequireBasis(snapshot, below, layers);

        (Layer layer, Descriptor blob) = Layers.Commit(snapshot, Content, lease);
        bool isEmpty = layer.DiffId == LayerDiff.Nothing;
        string now = Now();
        var config = below with
        {
            Created = now,
            Author = commit.Author,
            Comment = commit.Comment,
            Architecture = basis is null ? Platform.Host.Architecture : below.Architecture,
            Os = basis is null ? Platform.Host.Os : below.Os,
            Config = commit.Config,
            RootFs = isEmpty ? below.RootFs : new RootFilesystem { DiffIds = [.. below.RootFs.DiffIds, layer.DiffId] },
            History =
            [
                .. below.History,
                new HistoryEntry
                {
                    Created = now,
                    CreatedBy = commit.CreatedBy,
                    Author = commit.Author,
                    Comment = commit.Comment,
                    EmptyLayer = isEmpty,
                },
            ],
        };
        return AddImage(config, isEmpty ? layers : [.. layers, blob], name, lease);
    }

    /// <summary>Writes an image's configuration and manifest, and gives it its name.</summary>
    internal (Descriptor Image, Digest Id) AddImage(
        ImageConfig config, Descriptor[] layers, Reference? name, Lease lease)
    {
        Descriptor configBlob = AddDocument(MediaTypes.Config, lease, ImageSpecJson.Write(config));
        Descriptor image = AddDocument(MediaTypes.Manifest, lease, ImageSpecJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = configBlob,
            Layers = [.. layers.Select(layer => layer with { MediaType = MediaTypes.OciLayer(layer.MediaType) })],
        }));
        if (name is null)
            Content.PutNameless(image);
        else
            Content.PutReference(name, image);

        return (image, configBlob.Digest);
    }

    /// <summary>The moment, as images tell it: RFC 3339, in UTC.</summary>
    internal static string Now() =>
        DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private void RequireBasis(Snapshot snapshot, ImageConfig below, Descriptor[] layers)
    {
        Digest[] chains = ChainId.All(below.RootFs.DiffIds);
        if ((chains.Length == 0 ? null : chains[^1]) != snapshot.Parent || chains.Length != layers.Length)
        {
            throw new ImageException(
                ImageFault.InvalidArgument, $"snapshot {snapshot.Key} does not stand on the image it is committed on");
        }

        if (layers.FirstOrDefault(layer => !Content.Contains(layer.Digest)) is { } missing)
        {
            throw new ImageException(
                ImageFault.NotFound, $"blob {missing.Digest} of the image below is not here: pull that image again");
        }
    }

    private Descriptor AddDocument(string mediaType, Lease lease, byte[] document)
    {
        lease.Keep(Digest.Of(document));
        return new Descriptor { MediaType = mediaType, Digest = Content.Add(document), Size = document.Length };
    }
}
