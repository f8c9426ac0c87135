// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Networks.Ports;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Firewall;

/// <summary>
/// Our table in the kernel. Everybody who calls this holds <see cref="NetworkPaths.FirewallLock"/>. Where a change does not
/// fit what is there (somebody has flushed the table, a killed process has left half of it), the table is made anew from
/// what is on disk.
/// </summary>
internal sealed class Ruleset(NetworkPaths paths, Func<IReadOnlyList<Network>> networks)
{
    /// <summary>Whether our table is there, in this version. Needs neither the lock nor libnftables.</summary>
    public static bool IsThere()
    {
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        return FirewallTable.Comment(netfilter, RulesetText.Table) == RulesetText.Version;
    }

    /// <summary>Removes the table, whatever is in it; nothing where there is none.</summary>
    public static void Remove()
    {
        if (IsThere())
            NftablesLibrary.Load().Run(RulesetText.Gone);
    }

    /// <summary>Replaces the table by one for all networks and ports on disk.</summary>
    public void Rebuild() => Rebuild(null, []);

    /// <summary>What is on disk must already have it, for the case that the table is made anew.</summary>
    public void Add(Network network) => Change(RulesetText.Change("add", RulesetText.Elements(network)), Rebuild);

    /// <summary>Lets some leases go and others come, at once; what is on disk already has the others, and not the first.</summary>
    public void Replace(IReadOnlyList<PortLease> leases, IReadOnlyList<PortLease> by) =>
        Change(RulesetText.Change("delete", Elements(leases)) + RulesetText.Change("add", Elements(by)), Rebuild);

    /// <summary>What is on disk still has it: a process that is killed after this can be cleared up after.</summary>
    public void Remove(Network network) =>
        Change(RulesetText.Change("delete", RulesetText.Elements(network)), () => Rebuild(network.Id, []));

    /// <inheritdoc cref="Remove(Network)"/>
    public void Remove(IReadOnlyList<PortLease> leases) =>
        Change(RulesetText.Change("delete", Elements(leases)), () => Rebuild(null, leases));

    private void Rebuild(string? exceptNetwork, IReadOnlyList<PortLease> exceptLeases)
    {
        PortTable table = StateFile.Read(paths.Ports, StateJson.Default.PortTable) ?? new PortTable();
        NftablesLibrary.Load().Run(RulesetText.Whole(
            [.. networks().Where(network => network.Id != exceptNetwork)], [.. table.Leases.Except(exceptLeases)]));
    }

    private IEnumerable<(string Set, string Text)> Elements(IReadOnlyList<PortLease> leases)
    {
        IReadOnlyList<Network> all = networks();
        return leases.Select(lease => RulesetText.Element(lease, all)).Distinct();
    }

    private static void Change(string commands, Action rebuild)
    {
        if (commands.Length == 0)
            return;
        if (!IsThere())
        {
            rebuild();
            return;
        }

        try
        {
            NftablesLibrary.Load().Run(commands);
        }
        catch (NftablesException)
        {
            rebuild();
        }
    }
}
