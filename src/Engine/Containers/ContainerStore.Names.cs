// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>
/// Names: a symlink each, to the container's directory. A symlink comes into being at once and with its content, so
/// that of two who want a name one gets it.
/// </summary>
internal sealed partial class ContainerStore
{
    private const string TargetPrefix = "../";

    private string ByName => paths.Containers + "/by-name";

    /// <summary>The container of an ID, a name, or the beginning of an ID, in that order.</summary>
    /// <exception cref="EngineException">There is none, or several whose IDs begin so.</exception>
    public string Resolve(string nameOrId) => TryResolve(nameOrId) ?? throw Missing(nameOrId);

    /// <inheritdoc cref="Resolve"/>
    public string? TryResolve(string nameOrId)
    {
        string plain = nameOrId.StartsWith('/') ? nameOrId[1..] : nameOrId;
        if (ContainerId.Is(plain) && Exists(plain))
            return plain;
        if (HolderOf(plain) is { } holder && HasName(holder, plain))
            return holder;
        if (plain.Length is 0 or >= ContainerId.Length || plain.AsSpan().ContainsAnyExcept("0123456789abcdef"))
            return null;
        List<string> matches = [.. Ids().Where(id => id.StartsWith(plain, StringComparison.Ordinal) && Exists(id))];
        return matches.Count > 1
            ? throw new EngineException(
                EngineFault.InvalidArgument, $"multiple IDs found with provided prefix: {nameOrId}")
            : matches.FirstOrDefault();
    }

    /// <summary>Gives the container another name; both are its own until container.json says the new one.</summary>
    public void Rename(ContainerLock locked, Container container, string name)
    {
        string wanted = name.StartsWith('/') ? name[1..] : name;
        if (wanted == container.Name)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "Renaming a container with the same name as its current name");
        }

        try
        {
            TakeName(ContainerNames.Checked("/" + wanted), locked.Id);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Fault, $"Error when allocating new name: {e.Message}");
        }

        Write(locked, container with { Name = wanted });
        FreeName(container.Name, locked.Id);
    }

    /// <summary>The name that leads to a container, and that its container.json need not tell; "" for none.</summary>
    public string NameOf(string id)
    {
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, ByName, O_RDONLY | O_DIRECTORY);
        return directory is null ? "" : Fd.ReadDirectory(directory)
            .Select(entry => Encoding.UTF8.GetString(entry.Name)).FirstOrDefault(name => HolderOf(name) == id, "");
    }

    /// <summary>Removes names that lead to no container.</summary>
    /// <returns>Which.</returns>
    public List<string> FreeStaleNames(bool remove)
    {
        var stale = new List<string>();
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, ByName, O_RDONLY | O_DIRECTORY);
        if (directory is null)
            return stale;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            string name = Encoding.UTF8.GetString(entry.Name);
            if (name[0] == '.' || HolderOf(name) is not { } holder || IsHeld(name, holder))
                continue;
            stale.Add(name);
            if (remove)
                FreeIfStale(name, holder);
        }
        return stale;
    }

    private string ChooseName(string id)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = ContainerNames.Random(attempt);
            if (TryTakeName(name, id) is null)
                return name;
        }
    }

    /// <summary>The name, when it is one and nobody has it now; it is not taken.</summary>
    public string Free(string wanted)
    {
        string name = ContainerNames.Checked(wanted);
        return HolderOf(name) is { } holder && IsHeld(name, holder) ? throw Taken(name, holder) : name;
    }

    private string TakeName(string name, string id) =>
        TryTakeName(name, id) is { } holder ? throw Taken(name, holder) : name;

    private static EngineException Taken(string name, string holder) => new(
        EngineFault.Conflict,
        $"Conflict. The container name \"/{name}\" is already in use by container \"{holder}\". "
        + "You have to remove (or rename) that container to be able to reuse that name.");

    /// <summary>Null when the name is the container's now; else the ID of the one that has it.</summary>
    private string? TryTakeName(string name, string id)
    {
        while (true)
        {
            try
            {
                At.Symlink(TargetPrefix + id, BorrowedFd.Cwd, $"{ByName}/{name}");
                return null;
            }
            catch (SyscallException e) when (e.Errno == EEXIST)
            {
                if (HolderOf(name) is not { } holder || holder == id)
                    continue;
                if (IsHeld(name, holder))
                    return holder;
                FreeIfStale(name, holder);
            }
        }
    }

    private string? HolderOf(string name)
    {
        if (name.Length == 0 || name.Contains('/') || name.StartsWith('.'))
            return null;
        try
        {
            string target = Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, $"{ByName}/{name}"));
            return target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : null;
        }
        catch (SyscallException e) when (e.Errno is ENOENT or ENAMETOOLONG)
        {
            return null;
        }
    }

    // One that is damaged keeps what leads to it.
    private bool HasName(string id, string name) => DamageOf(id) is not null || TryRead(id)?.Name == name;

    // A container in the making, or one that is being renamed, has a name that no container.json tells yet.
    private bool IsHeld(string name, string holder)
    {
        if (HasName(holder, name))
            return true;
        using ContainerLock? free = ContainerLock.TryTake(holder, paths.Of(holder));
        return (free is null && At.Exists(BorrowedFd.Cwd, paths.Of(holder).Lock)) || HasName(holder, name);
    }

    // Of two who find a stale name, the second must not take away the name that a third has taken meanwhile.
    private void FreeIfStale(string name, string holder)
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, ByName, O_RDONLY | O_DIRECTORY);
        Fd.Lock(directory);
        if (HolderOf(name) == holder && !IsHeld(name, holder))
            At.UnlinkIfThere(directory, name);
    }

    private void FreeName(string name, string id)
    {
        if (HolderOf(name) == id)
            At.UnlinkIfThere(BorrowedFd.Cwd, $"{ByName}/{name}");
    }
}
