// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using Husk.Networks.Firewall;
using Husk.Networks.State;

namespace Husk.Networks;

/// <summary>
/// The networks of this host and what is connected to them. Several processes may use the same directories at once.
/// </summary>
/// <remarks>
/// Locks are taken in this order: a sandbox, the definitions, a network's endpoints, the firewall. What the kernel is
/// told is told to the network namespace of the caller.
/// </remarks>
public sealed partial class NetworkStore
{
    private readonly NetworkPaths _paths;
    private readonly Action<string> _notice;
    private readonly SubnetPool _pool;
    private readonly Ruleset _firewall;
    private NetlinkSocket? _lingering;

    private NetworkStore(NetworkPaths paths, Action<string> notice, SubnetPool pool)
    {
        _paths = paths;
        _notice = notice;
        _pool = pool;
        _firewall = new Ruleset(paths, List, HasOthers);
    }

    /// <summary>Opens the store, and makes its directories when they are not there.</summary>
    /// <param name="root">What outlives the machine: <c>/var/lib/husk</c>.</param>
    /// <param name="run">What does not: <c>/run/husk</c>.</param>
    /// <param name="notice">
    /// Takes one line for whatever was changed on the host besides its own networks, and for what will not work.
    /// </param>
    /// <param name="pools">Where subnets are taken from that nobody chose, for each the bits of a subnet; null for the
    /// usual.</param>
    public static NetworkStore Open(
        string root,
        string run,
        Action<string>? notice = null,
        IReadOnlyList<(string Prefix, int Bits)>? pools = null)
    {
        var paths = new NetworkPaths(root, run);
        paths.Make();
        return new NetworkStore(paths, notice ?? (_ => { }), new SubnetPool(pools ?? SubnetPool.Usual));
    }
}
