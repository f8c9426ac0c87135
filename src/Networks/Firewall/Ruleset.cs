// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Linux.Nftables;
using Husk.Networks.Ports;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Firewall;

/// <summary>
/// Our table in the kernel. Everybody who calls this holds <see cref="NetworkPaths.FirewallLock"/>. Where a change does
/// not fit what is there (somebody has flushed the table, a killed process has left half of it), the table is made anew
/// from what is on disk.
/// </summary>
/// <param name="paths">Where what is on disk is.</param>
/// <param name="networks">All networks of this store.</param>
/// <param name="hasOthers">
/// Whether containers of another store live by this table too, of which that disk knows nothing.
/// </param>
internal sealed class Ruleset(NetworkPaths paths, Func<IReadOnlyList<Network>> networks, Func<bool> hasOthers)
{
    /// <summary>Whether our table is there, in this version. Needs neither the lock nor libnftables.</summary>
    public static bool IsThere()
    {
        using NetlinkSocket netfilter = NetlinkSocket.Open(NETLINK_NETFILTER);
        return IsThere(netfilter);
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
    public void Add(Network network) =>
        Change(RulesetText.Change("add", RulesetText.Elements(network)), Rebuild, refusal => throw Shared(refusal));

    /// <summary>Lets some leases go and others come, at once; what is on disk already has the others, and not the
    /// first.</summary>
    /// <param name="netfilter">As of <see cref="SetElements.Change"/>: best closed some time later.</param>
    /// <param name="leases">What goes.</param>
    /// <param name="by">What comes.</param>
    public void Replace(NetlinkSocket netfilter, IReadOnlyList<PortLease> leases, IReadOnlyList<PortLease> by) =>
        Change(netfilter, leases, by, Rebuild);

    /// <summary>What is on disk still has it: a process that is killed after this can be cleared up after.</summary>
    public void Remove(Network network) =>
        Change(
            RulesetText.Change("delete", RulesetText.Elements(network)),
            () => Rebuild(network.Id, []),
            _ => RemoveBeside(network));

    /// <inheritdoc cref="Remove(Network)"/>
    public void Remove(NetlinkSocket netfilter, IReadOnlyList<PortLease> leases) =>
        Change(netfilter, leases, [], () => Rebuild(null, leases));

    private void Rebuild(string? exceptNetwork, IReadOnlyList<PortLease> exceptLeases)
    {
        NftablesLibrary.Load().Run(RulesetText.Whole(
            [.. networks().Where(network => network.Id != exceptNetwork)],
            [.. StateFile.ReadPorts(paths.Ports).Leases.Except(exceptLeases)]));
    }

    private void Change(
        NetlinkSocket netfilter, IReadOnlyList<PortLease> leases, IReadOnlyList<PortLease> by, Action rebuild)
    {
        if (leases.Count + by.Count == 0)
            return;
        IReadOnlyList<Network> all = networks();
        try
        {
            if (IsThere(netfilter))
            {
                SetElements.Change(netfilter, RulesetText.Table, Elements(leases, all), Elements(by, all));
                return;
            }
        }
        catch (SyscallException e)
        {
            // Something is not there, or in the way.
            if (hasOthers())
            {
                ChangeBeside(netfilter, Elements(leases, all), Elements(by, all), e);
                return;
            }
        }

        rebuild();
    }

    /// <summary>Where others' rules are in the table it is not made anew: what is gone need not go.</summary>
    private static void ChangeBeside(
        NetlinkSocket netfilter, SetElement[] delete, SetElement[] add, SyscallException refusal)
    {
        if (refusal.Errno != ENOENT)
            throw Shared(refusal);
        foreach (SetElement element in delete)
        {
            try
            {
                SetElements.Change(netfilter, RulesetText.Table, [element], []);
            }
            catch (SyscallException e) when (e.Errno == ENOENT)
            {
                // Somebody has flushed the table, and another store has made it anew.
            }
        }

        try
        {
            SetElements.Change(netfilter, RulesetText.Table, [], add);
        }
        catch (SyscallException e)
        {
            throw Shared(e);
        }
    }

    private static SetElement[] Elements(IReadOnlyList<PortLease> leases, IReadOnlyList<Network> all) =>
    [
        .. leases.DistinctBy(lease => RulesetText.Element(lease, all)).Select(lease => PortElement.Of(lease, all)),
    ];

    private static bool IsThere(NetlinkSocket netfilter) =>
        KernelPart.FirewallTables.Use(() => FirewallTable.Comment(netfilter, RulesetText.Table)) == RulesetText.Version;

    /// <inheritdoc cref="ChangeBeside"/>
    private static void RemoveBeside(Network network)
    {
        foreach ((string Set, string Text) element in RulesetText.Elements(network))
        {
            try
            {
                NftablesLibrary.Load().Run(RulesetText.Change("delete", [element]));
            }
            catch (NftablesException)
            {
                // As above.
            }
        }
    }

    /// <param name="commands">As nft(8) reads them.</param>
    /// <param name="rebuild">Makes the table, or makes it anew.</param>
    /// <param name="beside">Instead of that, where containers of another store live by what is there.</param>
    private void Change(string commands, Action rebuild, Action<NftablesException> beside)
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
        catch (NftablesException e)
        {
            if (hasOthers())
                beside(e);
            else
                rebuild();
        }
    }

    private static NetworkException Shared(Exception refusal) => new(
        NetworkFault.Conflict,
        "a port or a subnet is taken by a container of another store of husk on this host, whose rules are in the same table: "
        + $"choose another one, or stop that container ({refusal.Message})",
        refusal);
}
