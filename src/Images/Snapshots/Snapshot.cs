// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Mounts;
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>
/// A root file system on top of layers: what a container writes to, or, as a view, what somebody looks at.
/// </summary>
public sealed class Snapshot
{
    private readonly LayerStore _store;

    internal Snapshot(LayerStore store, SnapshotRecord record)
    {
        _store = store;
        Key = record.Key;
        Directory = record.Directory;
        Parent = record.Parent;
        IsView = record.IsView;
    }

    /// <summary>Its name in the store; mostly a container's ID.</summary>
    public string Key { get; }

    /// <summary>Where its own directories are.</summary>
    public string Directory { get; }

    /// <summary>The chain of layers below it; null on top of nothing.</summary>
    public Digest? Parent { get; }

    /// <summary>Whether it cannot be written.</summary>
    public bool IsView { get; }

    /// <summary>What was changed. Not there in a view.</summary>
    public string UpperPath => Directory + "/upper";

    /// <summary>Overlayfs's own.</summary>
    public string WorkPath => Directory + "/work";

    /// <summary>Where <see cref="Mount"/> shows the whole.</summary>
    public string MergedPath => Directory + "/merged";

    /// <summary>Mounts it on <see cref="MergedPath"/>, in the mount namespace of the calling thread.</summary>
    public void Mount()
    {
        List<string> lower = _store.Chain(Parent).ConvertAll(layer => _store.DiffPath(layer.Chain));
        // Overlayfs wants something below, and two of them where nothing can be written.
        while (lower.Count < (IsView ? 2 : 1))
            lower.Add(_store.EmptyPath);

        Overlay.Mount(MergedPath, lower, IsView ? null : UpperPath, IsView ? null : WorkPath);
    }

    /// <summary>Takes the mount away; false when there is none.</summary>
    public bool Unmount() => MountPoint.Detach(MergedPath);
}
