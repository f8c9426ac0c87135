// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// Unpacked layers, each once, shared read-only by every image and container: <c>CHAIN/diff</c> holds the files and
/// <c>CHAIN/layer.json</c> says what lies below. Several processes may use one store at once.
/// </summary>
/// <remarks>
/// A layer appears by rename, whole. On its way it is <c>tmp-CHAIN</c>, locked (flock(2)) by who unpacks it; one that
/// nobody locks was left by a killed process, and goes when somebody wants the name or collects.
/// </remarks>
public sealed partial class LayerStore : IDisposable
{
    internal const string TemporaryPrefix = "tmp-";
    internal const string DiffDirectory = "diff";

    private readonly OwnedFd _root;

    /// <summary>Layers of this process that have not their names yet: <see cref="LayerBatch"/>.</summary>
    private readonly ConcurrentDictionary<Digest, SealedLayer> _sealed = new();

    private LayerStore(string path, OwnedFd root)
    {
        Path = path;
        _root = root;
    }

    public string Path { get; }

    internal BorrowedFd Root => _root;

    /// <summary>Opens the store in a directory; makes it when it is not there.</summary>
    public static LayerStore Open(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } above)
            Directory.CreateDirectory(above);
        // 0711: containers in user namespaces walk through it, and nobody lists it.
        At.MkdirIfMissing(BorrowedFd.Cwd, path, 0x1C9);
        OwnedFd root = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        Fd.SpreadDirectories(root);
        return new LayerStore(path, root);
    }

    public bool Contains(Digest chain) => At.Exists(_root, $"{chain.Hex}/{LayerFile.Name}");

    /// <summary>A layer, or null when it is not unpacked here.</summary>
    public Layer? Find(Digest chain) =>
        _sealed.TryGetValue(chain, out SealedLayer? pending) ? pending.Layer : LayerFile.Read(_root, chain);

    /// <summary>A layer and all below it, the highest first.</summary>
    /// <exception cref="ImageException">One of them is not there (NotFound).</exception>
    public List<Layer> Chain(Digest? chain)
    {
        var layers = new List<Layer>();
        while (chain is not null)
        {
            Layer layer = Find(chain) ?? throw new ImageException(
                ImageFault.NotFound, $"layer {chain} is not unpacked in {Path}: pull the image again");
            layers.Add(layer);
            chain = layer.Parent;
        }

        return layers;
    }

    /// <summary>The directory with a layer's files.</summary>
    public string DiffPath(Digest chain) => _sealed.TryGetValue(chain, out SealedLayer? pending)
        ? pending.DiffPath
        : $"{Path}/{chain.Hex}/{DiffDirectory}";

    /// <summary>All layers, in no order.</summary>
    public IEnumerable<Digest> Chains()
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(_root))
        {
            if (Digest.TryParse("sha256:" + Encoding.UTF8.GetString(entry.Name), out Digest? chain))
                yield return chain;
        }
    }

    /// <summary>
    /// Begins to unpack a layer. Waits while another process or task unpacks the same.
    /// </summary>
    /// <param name="chain">The layer's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when the layer is there already.</returns>
    public Task<PendingLayer?> BeginLayerAsync(Digest chain, CancellationToken cancellation = default) =>
        Turn.TakeAsync(
            () => Contains(chain),
            () => PendingLayer.TryBegin(this, TemporaryPrefix + chain.Hex),
            static pending => pending.Dispose(),
            cancellation);

    /// <summary>Begins a layer whose chain is not known before its end.</summary>
    public PendingLayer BeginLayer()
    {
        while (true)
        {
            string unique = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            // Null when a collection took it for a dead one's before it was locked.
            if (PendingLayer.TryBegin(this, $"{TemporaryPrefix}new-{unique}") is { } pending)
                return pending;
        }
    }

    public void Dispose() => _root.Dispose();
}
