// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.State;

/// <summary>
/// The containers under one root: a directory for each, named by its id. Many processes use it at once; a directory's
/// existence is the id being taken, and flock(2) on it is the right to change it.
/// </summary>
/// <param name="root">Absolute path; made when the first container is.</param>
internal sealed partial class StateStore(string root)
{
    private const uint RootMode = 0x1c0; // 0700
    private const uint FileMode = 0x180; // 0600

    public string Root => root;

    /// <summary>Where a container's files are, whether it exists or not.</summary>
    public string DirectoryOf(string id) => $"{root}/{ContainerId.Check(id)}";

    /// <summary>What is kept of a container.</summary>
    /// <exception cref="LifecycleException">There is no such container, or its record cannot be read.</exception>
    public ContainerRecord Load(string id) => LoadIfThere(id) ?? throw Missing(id);

    /// <summary>As <see cref="Load"/>, or null when there is no such container.</summary>
    public ContainerRecord? LoadIfThere(string id)
    {
        string path = $"{DirectoryOf(id)}/{StateLayout.Record}";
        if (At.ReadAllIfThere(BorrowedFd.Cwd, path) is not { } utf8)
            return null;
        try
        {
            return ContainerRecordJson.Read(utf8);
        }
        catch (FormatException e)
        {
            throw new LifecycleException($"state of container \"{id}\" cannot be used: {path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Keeps the record in place of the one before, in one instant. Not synced: after a reboot there is no container.
    /// </summary>
    public void Save(ContainerRecord record) => Put(record.Id, StateLayout.Record, ContainerRecordJson.Write(record));

    /// <summary>Keeps the configuration that the container is made from.</summary>
    public void SaveConfig(string id, ReadOnlySpan<byte> utf8) => Put(id, StateLayout.Config, utf8);

    /// <summary>The configuration that the container was made from.</summary>
    public byte[] LoadConfig(string id) => At.ReadAll(BorrowedFd.Cwd, $"{DirectoryOf(id)}/{StateLayout.Config}");

    /// <summary>Keeps the limits that an update has set.</summary>
    public void SaveResources(string id, Resources resources) =>
        Put(id, StateLayout.Resources, RuntimeSpecJson.Write(resources));

    /// <summary>The limits in force: those of the last update, else those of the configuration.</summary>
    public Resources LoadResources(string id, RuntimeSpec config) =>
        At.ReadAllIfThere(BorrowedFd.Cwd, $"{DirectoryOf(id)}/{StateLayout.Resources}") is { } utf8
            ? RuntimeSpecJson.ParseResources(utf8, StateLayout.Resources)
            : config.Linux?.Resources ?? new Resources();

    /// <summary>Whether the init process still waits for start.</summary>
    public bool HasFifo(string id) => At.Exists(BorrowedFd.Cwd, $"{DirectoryOf(id)}/{StateLayout.Fifo}");

    /// <summary>
    /// Every directory that can be a container's, in the order of their names; null when the root is not there.
    /// </summary>
    public IReadOnlyList<string>? List()
    {
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, root, O_RDONLY | O_DIRECTORY);
        if (directory is null)
            return null;
        var ids = new List<string>();
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            string id = Encoding.UTF8.GetString(entry.Name);
            if (entry.Type is FileType.Directory or FileType.Unknown && ContainerId.IsValid(id))
                ids.Add(id);
        }
        ids.Sort(StringComparer.Ordinal);
        return ids;
    }

    /// <summary>
    /// Forgets a container: removes its directory and what is in it. Without a directory nothing is done.
    /// </summary>
    public void Remove(string id) => At.RemoveTree(BorrowedFd.Cwd, DirectoryOf(id));

    /// <summary>
    /// Writes the record that is due next, to be kept by <see cref="PendingFile.PutInPlace"/> of
    /// <see cref="StateLayout.Record"/> in one call when it has come true.
    /// </summary>
    /// <param name="directory">The container's, open.</param>
    /// <param name="record">What will be.</param>
    public PendingFile Prepare(BorrowedFd directory, ContainerRecord record)
    {
        try
        {
            return PendingFile.Write(directory, ContainerRecordJson.Write(record), FileMode);
        }
        catch (SyscallException e) when (e.Errno is ENOSPC or EDQUOT)
        {
            throw Full(DirectoryOf(record.Id), e);
        }
    }

    private void Put(string id, string name, ReadOnlySpan<byte> content)
    {
        string path = DirectoryOf(id);
        try
        {
            using OwnedFd directory = At.Open(BorrowedFd.Cwd, path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
            At.AtomicWrite(directory, name, content, FileMode);
        }
        catch (SyscallException e) when (e.Errno is ENOSPC or EDQUOT)
        {
            throw Full(path, e);
        }
    }

    /// <summary>The failure that containerd and podman know by its words.</summary>
    public static LifecycleException Missing(string id) => new($"container \"{id}\" does not exist");

    private static LifecycleException Full(string path, SyscallException e) =>
        new($"no room for container state at {path}: {Errno.Text(e.Errno)}; free some, or name another --root", e);
}
