// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Images.Layers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>What a stack of layers shows of one name in a directory that they share.</summary>
internal sealed class LowerEntry : IDisposable
{
    private readonly List<OwnedFd> _directories = [];

    private LowerEntry()
    {
    }

    /// <summary>Null when the layers have no such name, or have taken it away.</summary>
    public FileStatus? Status { get; private set; }

    /// <summary>The directory in which the name was found; borrowed from the stack.</summary>
    public OwnedFd? Directory { get; private set; }

    /// <summary>When it is a directory: those of the layers that make it up, the highest first.</summary>
    public IReadOnlyList<OwnedFd> Directories => _directories;

    /// <param name="lower">The same directory in each layer that has it, the highest first.</param>
    /// <param name="name">A name in it.</param>
    public static LowerEntry Find(IReadOnlyList<OwnedFd> lower, byte[] name)
    {
        var entry = new LowerEntry();
        foreach (OwnedFd layer in lower)
        {
            if (At.LinkStatIfThere(layer, name) is not { } status)
                continue;
            if (Whiteout.Is(status) || !entry.Take(layer, name, status))
                break;
        }

        return entry;
    }

    public void Dispose()
    {
        foreach (OwnedFd directory in _directories)
            directory.Dispose();
    }

    /// <summary>Whether what the next layer has of the name shows through.</summary>
    private bool Take(OwnedFd layer, byte[] name, FileStatus status)
    {
        if (Status is null)
            (Status, Directory) = (status, layer);
        if (status.Type != FileType.Directory)
            return false;
        OwnedFd directory = At.Open(layer, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        _directories.Add(directory);
        return !Whiteout.IsOpaque(directory);
    }
}
