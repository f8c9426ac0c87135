// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Networks.Ports;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>Publishes ports of a container that has a sandbox, while it runs.</summary>
    /// <returns>What was published, with the host's ports that were chosen.</returns>
    public IReadOnlyList<PortBinding> Publish(string containerId, IReadOnlyList<PortMapping> ports)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        Write(record with { Ports = [.. record.Ports, .. ports] });
        try
        {
            return PublishLocked(containerId, Gateway(EndpointsOf(containerId)), ports);
        }
        catch (NetworkException)
        {
            Write(record);
            throw;
        }
    }

    /// <summary>
    /// Takes ports back: of each mapping, all bindings of its port of the container that have its address and port of the
    /// host, where it names them. Connections that are there go on.
    /// </summary>
    public void Unpublish(string containerId, IReadOnlyList<PortMapping> ports)
    {
        using OwnedFd locked = StateFile.Lock(_paths.SandboxLock(containerId));
        SandboxRecord record = RecordOf(containerId);
        Unpublish(containerId, [.. BindingsOf(containerId).Where(binding => ports.Any(port => Covers(port, binding)))]);
        Write(record with { Ports = [.. record.Ports.Where(port => !ports.Any(other => IsOf(other, port)))] });
    }

    /// <summary>The published ports of a container: what <c>husk port</c> prints.</summary>
    public IReadOnlyList<PortBinding> BindingsOf(string containerId) =>
        [.. Ports().Leases.Where(lease => lease.ContainerId == containerId).Select(lease => lease.Binding)];

    private IReadOnlyList<PortBinding> PublishLocked(
        string containerId, Endpoint? gateway, IReadOnlyList<PortMapping> ports)
    {
        if (ports.Count == 0)
            return [];
        if (gateway is null)
        {
            _notice("nothing is published: no network of the container leads out of it");
            return [];
        }

        Network network = Find(gateway.NetworkId);
        if (network.Driver != NetworkDrivers.Bridge)
        {
            _notice($"nothing is published: other hosts reach the containers of {network.Name} by their own addresses");
            return [];
        }

        using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
        PortTable table = Ports();
        var chooser = new PortChooser(table, network, gateway);
        PortLease[] leases = [.. ports.SelectMany(port => chooser.Choose(containerId, port))];
        Write(table with { Leases = [.. table.Leases, .. leases], LastChosen = chooser.LastChosen });
        _firewall.Add(leases);
        return [.. leases.Select(lease => lease.Binding)];
    }

    private void Unpublish(string containerId, IReadOnlyList<PortBinding> bindings)
    {
        if (bindings.Count == 0)
            return;
        using OwnedFd locked = StateFile.Lock(_paths.FirewallLock);
        PortTable table = Ports();
        ILookup<bool, PortLease> leases = table.Leases.ToLookup(lease =>
            lease.ContainerId == containerId && bindings.Contains(lease.Binding));
        _firewall.Remove([.. leases[true]]);
        Write(table with { Leases = [.. leases[false]] });
    }

    private static bool Covers(PortMapping port, PortBinding binding) =>
        port.ContainerPort == binding.ContainerPort
        && port.Protocol == binding.Protocol
        && (port.HostAddress is null || port.HostAddress.Equals(binding.HostAddress))
        && (port.HostPort == 0 || (binding.HostPort >= port.HostPort && binding.HostPort <= port.LastHostPort));

    /// <summary>Whether a mapping that is taken back is that one, or all of its port.</summary>
    private static bool IsOf(PortMapping taken, PortMapping port) =>
        taken.ContainerPort == port.ContainerPort
        && taken.Protocol == port.Protocol
        && (taken.HostPort == 0 || port.HostPort == 0 || taken.HostPort == port.HostPort);

    private PortTable Ports() => StateFile.Read(_paths.Ports, StateJson.Default.PortTable) ?? new PortTable();

    private void Write(PortTable table) => StateFile.Write(_paths.Ports, table, StateJson.Default.PortTable);
}
