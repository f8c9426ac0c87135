// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Drivers;
using Husk.Networks.Firewall;
using Husk.Networks.Ports;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>
    /// Takes away everything that was made for a container, or half-made: ports, interfaces, addresses, namespace. What
    /// cannot be taken away is told at the end, the first of it, when all else is gone. No error when there is nothing.
    /// </summary>
    public void Release(string containerId)
    {
        using Departure departure = BeginRelease(containerId);
        departure.Complete();
    }

    /// <summary>The same, for who has something else to do while the kernel takes a namespace away.</summary>
    public Departure BeginRelease(string containerId)
    {
        OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        var departure = new Departure(this, containerId, locked);
        try
        {
            departure.Begin();
            return departure;
        }
        catch
        {
            departure.Dispose();
            throw;
        }
    }

    /// <summary>Takes a running container out of a network.</summary>
    public void Disconnect(string containerId, string network)
    {
        string networkId = Find(network).Id;
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        IReadOnlyList<Endpoint> endpoints = EndpointsOf(containerId);
        Endpoint[] rest = [.. endpoints.Where(endpoint => endpoint.NetworkId != networkId)];
        if (rest.Length == endpoints.Count)
        {
            throw new NetworkException(
                NetworkFault.NotFound, $"container {containerId} is not connected to network {network}");
        }

        Leave(containerId, networkId);
        Write(record with { Networks = [.. record.Networks.Where(id => id != networkId)] });
        using OwnedFd there = At.Open(BorrowedFd.Cwd, _paths.Namespace(containerId), O_RDONLY);
        Reroute(record, there, Gateway(endpoints), Gateway(rest));
    }

    /// <summary>The containers of which something is here, in the network state or in the kernel, that is nobody's any
    /// more.</summary>
    /// <param name="lives">Whether the container with this id exists and has not exited.</param>
    public IReadOnlyList<string> Orphans(Func<string, bool> lives) =>
        [.. _paths.SandboxIds().Where(id => !lives(id)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Clears up after processes that were killed, here or in a container: releases every sandbox whose container is
    /// not alive, and makes the rules anew where somebody has flushed them.
    /// </summary>
    /// <param name="lives">Whether the container with this id exists and has not exited.</param>
    public void Reconcile(Func<string, bool> lives)
    {
        foreach (string id in Orphans(lives))
        {
            using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(id));
            // Somebody may have started it since.
            if (!lives(id))
                ReleaseLocked(id);
        }

        RemoveTemporaries();
        MakePredefined(repair: true);
        if (Ruleset.IsThere())
            return;
        using NetlinkSocket host = NetlinkSocket.Open();
        using OwnedFd firewall = StateFile.Lock(_paths.FirewallLock);
        if (List().Any(network => network.Driver == NetworkDrivers.Bridge
            && BridgeDriver.IsReady(host, network, Endpoints(network.Id).Bridge)))
        {
            _firewall.Rebuild();
        }
    }

    /// <summary>
    /// Removes the bridges that no container is on, and with the last of them our rules: the next container makes them
    /// anew. The networks stay.
    /// </summary>
    public void TakeDown()
    {
        EnsurePredefined();
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        // Held to the end: who comes meanwhile finds the rules there, and would have none.
        var endpointsLocked = new List<OwnedFd>();
        try
        {
            bool isUsed = false;
            foreach (Network network in Definitions().Where(network => network.Driver == NetworkDrivers.Bridge))
            {
                endpointsLocked.Add(StateFile.Lock(_paths.EndpointsLock(network.Id)));
                isUsed |= Endpoints(network.Id).Endpoints.Count > 0 || !RemoveBridge(network);
            }

            using OwnedFd firewall = StateFile.Lock(_paths.FirewallLock);
            if (!isUsed && Ports().IsEmpty && !HasOthers())
                Ruleset.Remove();
        }
        finally
        {
            endpointsLocked.ForEach(file => file.Dispose());
        }
    }

    private void ReleaseLocked(string containerId)
    {
        using var departure = new Departure(this, containerId, held: null);
        departure.Begin();
        departure.Complete();
    }

    internal bool HasSandbox(string containerId) =>
        StateFile.Read(_paths.Sandbox(containerId), StateJson.Default.SandboxRecord) is not null;

    internal void UnpublishAll(string containerId)
    {
        IReadOnlyList<PortBinding> bindings = BindingsOf(containerId);
        if (bindings.Count == 0)
            return;
        NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        try
        {
            Unpublish(netfilter, containerId, bindings);
        }
        finally
        {
            // Whoever closes it now waits for what the kernel does with the ports: the next one does, or the process's
            // end.
            Interlocked.Exchange(ref _lingering, netfilter)?.Dispose();
        }
    }

    /// <summary>The last: nothing of the container is left.</summary>
    internal void Forget(string containerId) => At.UnlinkIfThere(BorrowedFd.Cwd, _paths.Sandbox(containerId));

    /// <summary>Takes a container that goes on out of a network.</summary>
    private void Leave(string containerId, string networkId)
    {
        if (EndpointIn(networkId, containerId) is not { } endpoint)
            return;
        Unplug(endpoint);
        if (endpoint.Device.Length > 0)
        {
            using NetlinkSocket host = NetlinkSocket.Open();
            BridgeDriver.Disconnect(host, endpoint);
        }

        GiveBack(endpoint);
    }

    /// <summary>Lets nothing of an endpoint be heard any more.</summary>
    internal void Unplug(Endpoint endpoint)
    {
        if (endpoint.Device.Length > 0)
        {
            using NetlinkSocket host = NetlinkSocket.Open();
            BridgeDriver.Unplug(host, endpoint);
        }
        else if (At.OpenIfThere(BorrowedFd.Cwd, _paths.Namespace(endpoint.ContainerId), O_RDONLY) is { } there)
        {
            using (there)
                ContainerLinks.Remove(there, endpoint.Interface);
        }
    }

    /// <summary>
    /// The end of a namespace takes its interfaces along; who shares it, another container for one, is not waited for.
    /// </summary>
    internal static void AwaitGone(LinkWatch links, Endpoint endpoint)
    {
        if (endpoint.Device.Length == 0)
            return;
        using NetlinkSocket host = NetlinkSocket.Open();
        if (links.AwaitGone(host, endpoint.Device, TimeSpan.FromMilliseconds(50)) is not null)
            BridgeDriver.Disconnect(host, endpoint);
    }

    private Endpoint? EndpointIn(string networkId, string containerId) =>
        Endpoints(networkId).Endpoints.FirstOrDefault(other => other.ContainerId == containerId);

    /// <summary>Ends the lease of its addresses; not before nothing has them.</summary>
    internal void GiveBack(Endpoint endpoint)
    {
        using OwnedFd locked = StateFile.Lock(_paths.EndpointsLock(endpoint.NetworkId));
        EndpointTable table = Endpoints(endpoint.NetworkId);
        Write(endpoint.NetworkId, table with
        {
            Endpoints = [.. table.Endpoints.Where(other => other.ContainerId != endpoint.ContainerId)],
        });
    }

    /// <summary>What writers left that were killed between writing and renaming.</summary>
    private void RemoveTemporaries()
    {
        long old = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds();
        foreach (string path in new[] { _paths.State, _paths.Sandboxes, _paths.Definitions })
        {
            using OwnedFd directory = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
            foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
            {
                // Somebody may be writing right now; that takes no minute.
                if (entry.Name.AsSpan().StartsWith(".tmp-"u8)
                    && At.LinkStatIfThere(directory, entry.Name)?.Modified.Seconds < old)
                {
                    At.UnlinkIfThere(directory, entry.Name);
                }
            }
        }
    }
}
