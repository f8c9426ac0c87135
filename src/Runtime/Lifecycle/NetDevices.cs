// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// The host's interfaces that a container gets, with their addresses (runtime-spec config-linux.md, Network Devices).
/// They stay where they are put: what becomes of them is the network namespace's affair, not the container's.
/// </summary>
internal sealed class NetDevices : IDisposable
{
    private const string NumberHere = "%d";

    private readonly List<IDisposable> _open = [];

    /// <summary>
    /// Moves them all; whatever fails later moves them back, through descriptors that this object keeps open.
    /// </summary>
    /// <exception cref="SpecException">There is no such interface, or its name is taken in the container.</exception>
    public void Move(LinuxSpec linux, InitProcess init, UndoStack undo)
    {
        if (linux.NetDevices.Count == 0 || OpenNamespace(linux, init) is not { } container)
        {
            return;
        }

        var here = new Side(Keep(At.Open(BorrowedFd.Cwd, "/proc/self/ns/net", O_RDONLY)), Keep(NetlinkSocket.Open()));
        var there = new Side(Keep(container), Keep(NetlinkSocket.OpenIn(container)));
        foreach ((string name, NetDevice device) in linux.NetDevices)
        {
            string path = "$.linux.netDevices" + JsonPath.Member(name);
            Link link = Links.Find(here.Socket, name)
                ?? throw SpecException.At(path, "the host has no such network interface");
            Move(link, device.Name.Length == 0 ? name : device.Name, path, here, there, undo);
        }
    }

    public void Dispose() => _open.ForEach(static each => each.Dispose());

    private static void Move(Link link, string name, string path, Side here, Side there, UndoStack undo)
    {
        if (!name.EndsWith(NumberHere, StringComparison.Ordinal) && Links.Find(there.Socket, name) is not null)
        {
            throw SpecException.At(
                path,
                $"the container's network namespace has a {JsonText.Quoted(name)} already: "
                + "give another name, or one that ends in %d");
        }

        // Before it goes: the kernel takes them from an interface that changes its namespace.
        InterfaceAddress[] addresses = [.. Addresses.List(here.Socket, link).Where(IsToKeep)];
        Link moved = MoveTo(there, here, link, name);
        undo.Push($"move the network interface {link.Name} back", () =>
        {
            Link back = MoveTo(here, there, moved, link.Name, link.Index);
            Equip(here, back, addresses, link.IsUp);
        });
        Equip(there, moved, addresses, up: true);
    }

    /// <summary>Under the number it has, or another one when that is taken there.</summary>
    private static Link MoveTo(Side target, Side source, Link link, string name, int? wish = null)
    {
        int index = wish ?? link.Index;
        try
        {
            Links.Move(source.Socket, link, target.Namespace, name, index);
        }
        catch (SyscallException e) when (e.Errno == EBUSY)
        {
            index = Links.List(target.Socket).Max(other => other.Index) + 1;
            Links.Move(source.Socket, link, target.Namespace, name, index);
        }

        return Links.Get(target.Socket, index);
    }

    private static void Equip(Side side, Link link, InterfaceAddress[] addresses, bool up)
    {
        foreach (InterfaceAddress address in addresses)
        {
            Addresses.Add(side.Socket, link, address);
        }

        if (up)
        {
            Links.SetUp(side.Socket, link);
        }
    }

    private static bool IsToKeep(InterfaceAddress address) =>
        (address.Flags & IFA_F_PERMANENT) != 0 && address.Scope == RT_SCOPE_UNIVERSE;

    /// <summary>
    /// Null when the process is gone: why, it has told or will be found out by whoever waits for it next.
    /// </summary>
    private static OwnedFd? OpenNamespace(LinuxSpec linux, InitProcess init)
    {
        string joined = Array.Find(linux.Namespaces, each => each.Type == "network")!.Path;
        return joined.Length > 0
            ? At.Open(BorrowedFd.Cwd, joined, O_RDONLY)
            : At.OpenIfThere(BorrowedFd.Cwd, $"/proc/{init.Pid}/ns/net", O_RDONLY);
    }

    private T Keep<T>(T open)
        where T : IDisposable
    {
        _open.Add(open);
        return open;
    }

    /// <summary>A network namespace and a socket that was opened in it.</summary>
    private sealed record Side(OwnedFd Namespace, NetlinkSocket Socket);
}
