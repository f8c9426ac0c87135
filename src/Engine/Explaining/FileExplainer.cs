// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Snapshots;

namespace Husk.Engine.Explaining;

/// <summary>Which layer or mount a file of a container comes from.</summary>
/// <param name="layers">The image's, the lowest first, and then the writable one.</param>
/// <param name="init">The directory of empty files to mount on, between the two.</param>
/// <param name="mounts">Of the container.</param>
internal sealed class FileExplainer(IReadOnlyList<ExplainedLayer> layers, string init, MountWords mounts)
{
    // As overlayfs stacks them: the writable layer, what is mounted on, the image's from its highest.
    private readonly ExplainedLayer[] _stack =
        [layers[^1], new ExplainedLayer(-1, "", "", init, 0, ""), .. layers.SkipLast(1).Reverse()];

    public ExplainedFile Explain(string path)
    {
        var lookup = new LayerLookup([.. _stack.Select(layer => layer.Path)]);
        string resolved = lookup.Resolve(path);
        if (mounts.Above(resolved) is { } mount)
            return new ExplainedFile(path, resolved, $"the mount at {mount.Target}: {mount.Origin}");
        IReadOnlyList<LayerEntry> found = lookup.Of(resolved);
        if (found.Count == 0)
            return new ExplainedFile(path, resolved, "there is no such file, in no layer");
        ExplainedLayer layer = _stack[found[0].Index];
        bool removed = found[0].Status is null;
        return new ExplainedFile(path, resolved, Words(layer, removed, found))
        {
            Layer = layer.Number,
            Digest = layer.Digest,
            CreatedBy = layer.CreatedBy,
            IsRemoved = removed,
            Hidden = [
                .. found.Skip(1).Where(entry => entry.Status is not null).Select(entry => _stack[entry.Index].Number)],
        };
    }

    private static string Words(ExplainedLayer layer, bool removed, IReadOnlyList<LayerEntry> found)
    {
        string where = layer.Number switch
        {
            0 => "the writable layer: the container's own",
            -1 => "husk, empty, to be mounted on",
            _ => $"layer {layer.Number} of the image",
        };
        if (removed)
            return layer.Number == 0 ? "removed in the container, by a whiteout" : $"removed in {where}, by a whiteout";
        // A directory is all of them at once.
        bool merged = found[0].Status is { Type: Husk.Linux.FileType.Directory } && found.Count > 1;
        return merged ? $"{where}, and those below it: a directory shows what all of them have" : where;
    }
}
