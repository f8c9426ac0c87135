// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

public sealed partial class ContentStore
{
    /// <summary>
    /// The entries of index.json: the images there are, each by the descriptor of its manifest or index. One that has a
    /// name has it in full in the annotation <see cref="Descriptor.RefName"/>; one without lost its name to another.
    /// </summary>
    public IReadOnlyList<Descriptor> Images() => ReadIndex().Manifests;

    /// <summary>The name of an entry of <see cref="Images"/>, in full; null when it has none.</summary>
    public static Reference? NameOf(Descriptor image) =>
        image.Annotations.TryGetValue(Descriptor.RefName, out string? name)
        && Reference.TryParse(name, out Reference? reference)
            ? reference.WithDefaultTag()
            : null;

    /// <summary>What a name points at, or null. A name without tag and digest means <c>latest</c>.</summary>
    public Descriptor? Resolve(Reference reference)
    {
        Reference wanted = reference.WithDefaultTag();
        return Images().FirstOrDefault(image => NameOf(image) == wanted);
    }

    /// <summary>
    /// Makes a name point at a manifest or index whose content is there. What had the name before stays as an image
    /// without one, unless it has other names.
    /// </summary>
    public void PutReference(Reference reference, Descriptor target)
    {
        Reference name = reference.WithDefaultTag();
        ChangeIndex(images =>
        {
            int old = images.FindIndex(image => NameOf(image) == name);
            Descriptor? nameless = old < 0 || images[old].Digest == target.Digest ? null : WithName(images[old], null);
            if (old >= 0)
                images.RemoveAt(old);

            images.RemoveAll(image => NameOf(image) is null && image.Digest == target.Digest);
            images.Add(WithName(target, name));
            if (nameless is not null && images.TrueForAll(image => image.Digest != nameless.Digest))
                images.Add(nameless);
        });
    }

    /// <summary>Keeps an image that has no name.</summary>
    public void PutNameless(Descriptor target) => ChangeIndex(images =>
    {
        if (images.TrueForAll(image => image.Digest != target.Digest))
            images.Add(WithName(target, null));
    });

    /// <summary>
    /// Takes a name away, and with an image's last name the image; its content goes with the next collection.
    /// </summary>
    /// <returns>What the name pointed at, or null when there was no such name.</returns>
    public Descriptor? RemoveReference(Reference reference)
    {
        Reference name = reference.WithDefaultTag();
        Descriptor? removed = null;
        ChangeIndex(images =>
        {
            removed = images.Find(image => NameOf(image) == name);
            images.RemoveAll(image => NameOf(image) == name);
        });
        return removed;
    }

    /// <summary>Takes an image away with all its names.</summary>
    public void RemoveImage(Digest digest) => ChangeIndex(images => images.RemoveAll(image => image.Digest == digest));

    /// <summary>Holds the store's lock until disposed. Never across anything that waits for a network.</summary>
    internal OwnedFd LockStore(bool shared)
    {
        OwnedFd file = At.Open(_root, ImageLayout.LockFile, O_RDWR | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
        Fd.Lock(file, shared);
        return file;
    }

    internal ImageIndex ReadIndex()
    {
        if (At.ReadAllIfThere(_root, ImageLayout.IndexFile, 64 * 1024 * 1024) is not { } index)
            return new ImageIndex { MediaType = MediaTypes.Index };
        string path = $"{Path}/{ImageLayout.IndexFile}";
        try
        {
            return ImageSpecJson.ParseIndex(index, path);
        }
        catch (SpecException e)
        {
            throw new ImageException(
                ImageFault.Corrupt,
                $"the list of images is damaged: {e.Message}: put a copy of it there, or remove it and pull or load "
                + $"the images again; what they are made of is still in {Path}/blobs",
                e);
        }
    }

    /// <param name="change">What becomes of the entries.</param>
    /// <param name="after">Done once it is so, the store still locked.</param>
    private void ChangeIndex(Action<List<Descriptor>> change, Action? after = null)
    {
        using OwnedFd locked = LockStore(shared: false);
        ImageIndex index = ReadIndex();
        List<Descriptor> images = [.. index.Manifests];
        change(images);
        byte[] content = ImageSpecJson.Write(index with { Manifests = [.. images] });
        At.AtomicWrite(_root, ImageLayout.IndexFile, content, FileMode, durable: true);
        after?.Invoke();
    }

    private static Descriptor WithName(Descriptor image, Reference? name)
    {
        var annotations = new Dictionary<string, string>(image.Annotations);
        annotations.Remove(Descriptor.RefName);
        if (name is not null)
            annotations[Descriptor.RefName] = name.ToString();

        return image with { Annotations = annotations };
    }
}
