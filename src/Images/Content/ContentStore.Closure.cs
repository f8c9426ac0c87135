// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Content;

public sealed partial class ContentStore
{
    /// <summary>
    /// All that an image consists of and that is here, itself included. Of an index, what is not here is left out: one
    /// platform of several is what a pull takes.
    /// </summary>
    public IEnumerable<Descriptor> Closure(Descriptor image) => Closure(image, new HashSet<Digest>());

    /// <summary>Puts a manifest in the place of others, and takes away the blobs that only those needed.</summary>
    /// <param name="target">Without a name; its content is here, and on a lease.</param>
    /// <param name="replaces">Which go.</param>
    public void Replace(Descriptor target, Func<Descriptor, bool> replaces)
    {
        HashSet<Digest> unwanted = [];
        ChangeIndex(
            images =>
            {
                Descriptor[] old = [.. images.Where(image => image.Digest != target.Digest && replaces(image))];
                images.RemoveAll(old.Contains);
                if (images.TrueForAll(image => image.Digest != target.Digest))
                    images.Add(WithName(target, null));
                unwanted = [.. old.SelectMany(Closure).Select(part => part.Digest)];
                unwanted.ExceptWith(images.SelectMany(Closure).Select(part => part.Digest));
            },
            () =>
            {
                unwanted.ExceptWith(Lease.AllKept(this));
                foreach (Digest blob in unwanted)
                    RemoveBlob(blob);
            });
    }

    private IEnumerable<Descriptor> Closure(Descriptor image, HashSet<Digest> seen)
    {
        if (!seen.Add(image.Digest))
            yield break;
        yield return image;
        if (!Contains(image.Digest))
            yield break;
        if (MediaTypes.IsIndex(image.MediaType))
        {
            foreach (
                Descriptor entry in ImageSpecJson.ParseIndex(ReadAll(image.Digest), image.Digest.ToString()).Manifests)
            {
                if (!Contains(entry.Digest))
                    continue;
                foreach (Descriptor part in Closure(entry, seen))
                    yield return part;
            }
        }
        else if (MediaTypes.IsManifest(image.MediaType))
        {
            ImageManifest manifest = ImageSpecJson.ParseManifest(ReadAll(image.Digest), image.Digest.ToString());
            foreach (Descriptor part in (IEnumerable<Descriptor>)[manifest.Config, .. manifest.Layers])
            {
                if (seen.Add(part.Digest))
                    yield return part;
            }
        }
    }
}
