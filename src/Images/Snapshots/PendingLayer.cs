// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Images.Layers;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>A layer on its way into the store. What is not committed is removed at the end.</summary>
public sealed class PendingLayer : IDisposable
{
    private readonly LayerStore _store;
    private readonly string _name;
    private readonly OwnedFd _directory;
    private readonly LayerApplier _applier;
    private Digest? _diffId;
    private bool _finished;

    private PendingLayer(LayerStore store, string name, OwnedFd directory)
    {
        _store = store;
        _name = name;
        _directory = directory;
        At.Mkdir(directory, LayerStore.DiffDirectory, S_IRWXU);
        using OwnedFd diff = At.Open(directory, LayerStore.DiffDirectory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        // What a layer that says nothing of its root has; whatever the umask.
        Fd.Chmod(diff, 0x1ED /* 0755 */);
        _applier = new LayerApplier(diff);
    }

    /// <summary>The name of its directory in the store for as long as it is on its way.</summary>
    internal string Name => _name;

    /// <summary>
    /// Unpacks: reads, decompresses, makes the digest and writes at the same time.
    /// </summary>
    /// <param name="layer">The layer as it is stored or sent, in any compression; disposed of.</param>
    /// <param name="expected">The digest that the plain tar must have; null takes any.</param>
    /// <param name="limits">What is too much; null for <see cref="LayerLimits.Default"/>.</param>
    /// <returns>The digest of the plain tar.</returns>
    /// <exception cref="ImageException">
    /// The layer is damaged (Corrupt), or reaches out of its root or beyond a limit (Refused).
    /// </exception>
    public Digest Unpack(Stream layer, Digest? expected, LayerLimits? limits = null)
    {
        limits ??= LayerLimits.Default;
        using var tar = new LayerTar(layer, limits);
        _applier.Apply(new TarReader(tar), limits);
        Digest found = tar.Finish();
        if (expected is not null && found != expected)
        {
            throw new ImageException(
                ImageFault.Corrupt, $"the layer unpacks to {found}, and the image's configuration says {expected}");
        }

        return _diffId = found;
    }

    /// <summary>Makes it a layer of the store on top of another.</summary>
    /// <param name="parent">What lies below, which must be there; null when this is the lowest.</param>
    public Layer Commit(Digest? parent)
    {
        Digest diffId = _diffId ?? throw new InvalidOperationException("nothing was unpacked");
        if (parent is not null && _applier.Implied.Count > 0)
        {
            using OwnedFd diff = At.Open(_directory, LayerStore.DiffDirectory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            ImpliedDirectories.LookAsBelow(diff, _applier.Implied, _store, parent);
        }

        var layer = new Layer(ChainId.Of(parent, diffId), parent, diffId, _applier.Size);
        LayerFile.Write(_directory, layer);
        // Before the name says that it is whole: a machine that loses power keeps the order.
        Fd.SyncFileSystem(_directory);
        Publish(layer);
        return layer;
    }

    /// <summary>Takes a directory for the layer's files, instead of unpacking them.</summary>
    /// <param name="from">Where the directory is, on the store's file system.</param>
    /// <param name="name">Its name there, which is gone then.</param>
    /// <param name="layer">What it is.</param>
    internal void Adopt(BorrowedFd from, string name, Layer layer)
    {
        At.RemoveTree(_directory, LayerStore.DiffDirectory);
        At.Rename(from, name, _directory, LayerStore.DiffDirectory);
        LayerFile.Write(_directory, layer);
    }

    /// <summary>Gives it the name of a whole layer. What is in it must be on the disk.</summary>
    internal void Publish(Layer layer)
    {
        try
        {
            At.Rename(_store.Root, _name, _store.Root, layer.Chain.Hex, RENAME_NOREPLACE);
            _finished = true;
        }
        catch (SyscallException there) when (there.Errno == EEXIST && _store.Contains(layer.Chain))
        {
            // Somebody else was faster; ours goes when this is disposed of.
        }
    }

    public void Dispose()
    {
        if (_directory.IsClosed)
            return;
        _applier.Dispose();
        if (!_finished)
            At.RemoveTree(_store.Root, _name);
        _directory.Dispose();
    }

    /// <summary>Null when somebody else has the name.</summary>
    internal static PendingLayer? TryBegin(LayerStore store, string name)
    {
        At.MkdirIfMissing(store.Root, name, S_IRWXU | 0x9 /* 0711 */);
        OwnedFd? directory = At.OpenIfThere(store.Root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (directory is null)
            return null;
        // The name may be gone or be another directory's since the open: then the lock is on nothing.
        if (!Fd.TryLock(directory) || At.LinkStatIfThere(store.Root, name)?.Inode != Fd.Stat(directory).Inode)
        {
            directory.Dispose();
            return null;
        }

        foreach (DirectoryEntry left in Fd.ReadDirectory(directory))
            At.RemoveTree(directory, left.Name);

        Fd.Chmod(directory, 0x1C9 /* 0711, whatever the umask */);
        return new PendingLayer(store, name, directory);
    }
}
