// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Netlink;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Drivers;

/// <summary>
/// Endpoints that are hosts of the network that an interface of this host is in. The host itself does not reach them
/// (ip-link(8), macvlan).
/// </summary>
internal static class MacvlanDriver
{
    public static void Check(NetworkSpec spec)
    {
        if (spec.Options.GetValueOrDefault(NetworkOptions.Parent, "").Length == 0)
        {
            throw NetworkException.Invalid(
                "a macvlan network shares an interface of the host: name it with -o parent=INTERFACE");
        }
        Mode(spec.Options);
    }

    public static void Connect(NetlinkSocket host, Network network, Endpoint endpoint, BorrowedFd there)
    {
        string name = network.Options[NetworkOptions.Parent];
        Link parent = Links.Find(host, name) ?? throw new NetworkException(
            NetworkFault.NotFound,
            $"the network {network.Name} shares the interface {name}, which this host does not have");
        uint mode = Mode(network.Options);
        Links.CreateMacvlan(host, parent, mode, there, endpoint.Interface, endpoint.MacAddress, network.Mtu);
    }

    private static uint Mode(IReadOnlyDictionary<string, string> options) =>
        options.GetValueOrDefault(NetworkOptions.MacvlanMode, "bridge") switch
        {
            "bridge" => MACVLAN_MODE_BRIDGE,
            "private" => MACVLAN_MODE_PRIVATE,
            "vepa" => MACVLAN_MODE_VEPA,
            "passthru" => MACVLAN_MODE_PASSTHRU,
            string other => throw NetworkException.Invalid(
                $"{NetworkOptions.MacvlanMode} is bridge, private, vepa or passthru, not {other}"),
        };
}
