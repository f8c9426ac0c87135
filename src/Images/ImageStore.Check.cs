// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Layers;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <summary>
    /// Whether blobs, names, layers and snapshots agree: one line for each thing that is wrong. Reads every blob.
    /// </summary>
    /// <param name="repair">
    /// Whether to take away what is wrong: damaged blobs and layers. What was pulled can be pulled again; an image
    /// whose blobs are gone keeps its name and is told of until then.
    /// </param>
    public IReadOnlyList<string> Check(bool repair)
    {
        using OwnedFd content = Content.LockStore(shared: false);
        using OwnedFd layers = Layers.LockStore(shared: false);
        var wrong = new List<string>();
        foreach (Digest blob in Content.DamagedBlobs())
        {
            wrong.Add($"blob {blob}: its content has another digest" + (repair ? ": removed" : ""));
            if (repair)
                Content.RemoveBlob(blob);
        }

        foreach (Descriptor image in Content.Images())
            CheckImage(image, wrong);

        CheckLayers(wrong, repair);
        CheckMounts(CheckSnapshots(wrong, repair), wrong, repair);
        return wrong;
    }

    private void CheckImage(Descriptor image, List<string> wrong)
    {
        string name = Husk.Images.Content.ContentStore.NameOf(image)?.Familiar ?? image.Digest.ToString();
        if (!Content.Contains(image.Digest))
        {
            wrong.Add($"image {name}: its blob {image.Digest} is not there: pull or load it again");
            return;
        }

        try
        {
            foreach (Descriptor part in Closure(image).Where(part => Content.Size(part.Digest) != part.Size))
            {
                string what = Content.Contains(part.Digest)
                    ? $"has not the {part.Size} bytes it should have"
                    : "is not there";
                wrong.Add($"image {name}: its blob {part.Digest} {what}: pull or load it again");
            }
        }
        catch (SpecException unreadable)
        {
            wrong.Add($"image {name}: {unreadable.Message}");
        }
        catch (ImageException damaged)
        {
            wrong.Add($"image {name}: {damaged.Message}");
        }
    }

    private void CheckLayers(List<string> wrong, bool repair)
    {
        bool discarded;
        do
        {
            discarded = false;
            foreach (Digest chain in Layers.Chains().ToList())
            {
                string? problem = ProblemOf(chain);
                if (problem is null)
                    continue;
                wrong.Add($"layer {chain}: {problem}" + (repair ? ": removed" : ""));
                if (!repair)
                    continue;
                Layers.Discard(chain);
                discarded = true;
            }
        }
        while (discarded); // What stood on it is without a parent now.
    }

    private string? ProblemOf(Digest chain)
    {
        try
        {
            if (Layers.Find(chain) is not { } layer)
                return "it does not say what it is";
            if (ChainId.Of(layer.Parent, layer.DiffId) != chain)
                return "its name is not that of its content";
            return layer.Parent is null || Layers.Contains(layer.Parent)
                ? null
                : $"its parent {layer.Parent} is not there";
        }
        catch (ImageException damaged)
        {
            return damaged.Message;
        }
    }
}
