// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Archives;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Writes images into one archive, in docker's form and the OCI's at once.</summary>
    /// <param name="names">Names, or IDs for images without their names; a repository without a tag means all its
    /// tags.</param>
    /// <param name="target">Gets the tar; stays open.</param>
    /// <param name="platform">Of an image for several, only what is for this one; null for all that is here.</param>
    /// <param name="cancel">Ends it.</param>
    public void Save(IEnumerable<string> names, Stream target, Platform? platform, CancellationToken cancel) => Guard(() =>
    {
        var images = new List<(Descriptor, Reference?)>();
        foreach (string name in names)
        {
            LocalImage? image = TryFind(name, platform);
            if (image is not null)
                images.Add((platform is null ? image.Root : image.Descriptor, NameIn(image, name)));
            else
                images.AddRange(AllTags(name));
        }
        new ImageSaver(Store).Save(images, target, cancel);
        foreach ((Descriptor root, Reference? name) in images)
            Tell("save", IdOf(root).ToString(), name);
        return true;
    });

    /// <summary>Takes in the images of an archive, from docker, podman, skopeo or this program.</summary>
    /// <param name="archive">The archive, compressed or not.</param>
    /// <param name="platform">Of an image for several, only what is for this one; null for all that is there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>A line for each, as docker words it.</returns>
    public Task<IReadOnlyList<string>> Load(Stream archive, Platform? platform, CancellationToken cancel) =>
        Guard(async () =>
    {
        Dictionary<Reference, Digest> before =
            All().SelectMany(image => image.Names.Select(name => (name, image.Id))).ToDictionary();
        IReadOnlyList<LoadedImage> loaded = await new ImageLoader(Store).LoadAsync(archive, platform, cancel)
            .ConfigureAwait(false);
        foreach (LoadedImage image in loaded)
            Tell("load", IdOf(image.Image).ToString(), image.Name);
        return (IReadOnlyList<string>)[.. loaded.SelectMany(image => Lines(image, before))];
    });

    // moby, image/tarexport/load.go.
    private IEnumerable<string> Lines(LoadedImage image, Dictionary<Reference, Digest> before)
    {
        if (image.Name is not { } name)
        {
            yield return $"Loaded image ID: {IdOf(image.Image)}";
            yield break;
        }
        if (before.TryGetValue(name, out Digest? old) && old != IdOf(image.Image))
        {
            yield return $"The image {name.Familiar} already exists, renaming the old one with ID {old} to empty string";
        }
        yield return $"Loaded image: {name.Familiar}";
    }

    /// <summary>Makes an image of one layer from a tar of a root file system.</summary>
    /// <param name="archive">The tar, compressed or not.</param>
    /// <param name="origin">Where it came from, for the image's history.</param>
    /// <param name="config">What a container of it runs.</param>
    /// <param name="platform">What it runs on; null for this machine.</param>
    /// <param name="name">Its name; null for none.</param>
    /// <param name="message">For the history; null says where it came from.</param>
    /// <returns>The image's ID.</returns>
    public Digest Import(Stream archive, string origin, ExecutionConfig config, Platform? platform, Reference? name,
        string? message) => Guard(() =>
    {
        Digest id = new RootFilesystemArchive(Store).Import(archive, origin, config, platform, name, message).Id;
        Tell("import", id.ToString(), name);
        return id;
    });

    /// <summary>Opens what stands at an address.</summary>
    public static Task<Stream> Fetch(string url, CancellationToken cancel) => Guard(async () =>
    {
        try
        {
            var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            HttpResponseMessage answer =
                await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false)
                : throw new EngineException(EngineFault.Unavailable,
                    $"failed to GET {url} with status {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or UriFormatException)
        {
            throw new EngineException(EngineFault.Unavailable, $"cannot fetch {url}: {e.Message}");
        }
    });

    private IEnumerable<(Descriptor, Reference?)> AllTags(string text)
    {
        (Descriptor, Reference?)[] tags = Reference.TryParse(text, out Reference? asked)
            && asked is { Tag: null, Digest: null }
            ? [.. from image in All() from name in image.Names where name.Repository == asked.Repository
                && name.Tag is not null select (image.Root, (Reference?)name)]
            : [];
        return tags.Length > 0 ? tags : throw Unnamed(text);
    }

    private static EngineException Unnamed(string text) =>
        NotThere(text) is { Fault: EngineFault.InvalidArgument } wrong
            ? wrong
            : new EngineException(EngineFault.NotFound, $"No such image: {text}");

    private Digest IdOf(Descriptor root) => Read(root, [], platform: null)?.Id ?? root.Digest;
}
