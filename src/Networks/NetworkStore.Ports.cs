// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Ports;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>Publishes ports of a container that has a sandbox, while it runs.</summary>
    /// <returns>What was published, with the host's ports that were chosen.</returns>
    public IReadOnlyList<PortBinding> Publish(string containerId, IReadOnlyList<PortMapping> ports)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        IReadOnlyList<PortBinding> before = BindingsOf(containerId);
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        Write(record with { Ports = [.. record.Ports, .. ports] });
        try
        {
            return PublishLocked(containerId, Gateway(EndpointsOf(containerId)), ports);
        }
        catch (Exception)
        {
            Unpublish(netfilter, containerId, [.. BindingsOf(containerId).Except(before)]);
            Write(record);
            throw;
        }
    }

    /// <summary>
    /// Takes ports back: of each mapping, all bindings of its port of the container that have its address and port of
    /// the host, where it names them. Connections that are there go on; datagrams end with it.
    /// </summary>
    public void Unpublish(string containerId, IReadOnlyList<PortMapping> ports)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        Unpublish(netfilter, containerId,
            [.. BindingsOf(containerId).Where(binding => ports.Any(port => port.Covers(binding)))]);
        Write(record with { Ports = [.. record.Ports.Where(port => !ports.Any(other => IsOf(other, port)))] });
    }

    /// <summary>Publishes what a container had published, on the same ports, after a change of them that failed half
    /// way.</summary>
    public void Restore(string containerId, IReadOnlyList<PortBinding> bindings)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        PortMapping[] ports = [.. bindings.Select(Mapping).Distinct()];
        Write(record with { Ports = ports });
        PublishLocked(containerId, Gateway(EndpointsOf(containerId)), ports, instead: BindingsOf(containerId));
    }

    /// <summary>The published ports of a container: what <c>husk port</c> prints.</summary>
    public IReadOnlyList<PortBinding> BindingsOf(string containerId) =>
        [.. Ports().Of(containerId).Select(lease => lease.Binding)];

    /// <summary>The published ports of every container, by its id.</summary>
    public ILookup<string, PortBinding> Bindings() =>
        Ports().Leases.ToLookup(lease => lease.ContainerId, lease => lease.Binding);

    /// <param name="containerId">Whose ports they are.</param>
    /// <param name="gateway">The endpoint that they are reached by; null when none leads out.</param>
    /// <param name="ports">What is to be published.</param>
    /// <param name="instead">
    /// What is published now, and goes in the same transaction; whether its ports are free is not asked again. Null for
    /// none.
    /// </param>
    private IReadOnlyList<PortBinding> PublishLocked(
        string containerId, Endpoint? gateway, IReadOnlyList<PortMapping> ports,
        IReadOnlyList<PortBinding>? instead = null)
    {
        if (ports.Count == 0)
            return [];
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        Network? network = gateway is null ? null : Find(gateway.NetworkId);
        if (network?.Driver != NetworkDrivers.Bridge)
        {
            Unpublish(netfilter, containerId, instead ?? []);
            _notice(network is null
                ? "nothing is published: no network of the container leads out of it"
                : $"nothing is published: other hosts reach the containers of {network.Name} by their own addresses");
            return [];
        }

        using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
        PortTable before = Ports();
        PortLease[] present = Leases(before, containerId, instead ?? []);
        PortTable table = before.Change(present, [], before.LastChosen);
        var chooser = new PortChooser(table, network, gateway!, asksHost: instead is null);
        PortLease[] leases = [.. ports.SelectMany(port => chooser.Choose(containerId, port))];
        Write(table.Change([], leases, chooser.LastChosen));
        try
        {
            _firewall.Replace(netfilter, present, leases);
        }
        catch (NetworkException)
        {
            // Another store's ports, which are not ours to take back.
            Write(before);
            throw;
        }

        DatagramFlows.Forget(netfilter, [.. present, .. leases]);
        return [.. leases.Select(lease => lease.Binding)];
    }

    private void Unpublish(NetlinkSocket netfilter, string containerId, IReadOnlyList<PortBinding> bindings)
    {
        if (bindings.Count == 0)
            return;
        using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
        PortTable table = Ports();
        PortLease[] leases = Leases(table, containerId, bindings);
        _firewall.Remove(netfilter, leases);
        Write(table.Change(leases, [], table.LastChosen));
        DatagramFlows.Forget(netfilter, leases);
    }

    /// <summary>The leases of these bindings of a container.</summary>
    private static PortLease[] Leases(PortTable table, string containerId, IReadOnlyList<PortBinding> bindings)
    {
        var wanted = new HashSet<PortBinding>(bindings);
        return wanted.Count == 0 ? [] : [.. table.Of(containerId).Where(lease => wanted.Contains(lease.Binding))];
    }

    /// <summary>Whether a mapping that is taken back is that one, or all of its port.</summary>
    private static bool IsOf(PortMapping taken, PortMapping port) =>
        taken.ContainerPort == port.ContainerPort
        && taken.Protocol == port.Protocol
        && (taken.HostPort == 0 || port.HostPort == 0 || taken.HostPort == port.HostPort);

    private PortTable Ports() => StateFile.ReadPorts(_paths.Ports);

    private void Write(PortTable table) => StateFile.Write(_paths.Ports, table.ToBytes());
}
