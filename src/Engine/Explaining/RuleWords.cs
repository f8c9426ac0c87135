// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Networks;

namespace Husk.Engine.Explaining;

/// <summary>The firewall's rules in words, in the order in which a packet meets them.</summary>
internal static class RuleWords
{
    /// <param name="networks">A container's.</param>
    /// <param name="published">The one that its published ports are reached by; null when it publishes none.</param>
    public static IEnumerable<string> Of(IEnumerable<Network> networks, Network? published)
    {
        Network[] bridged = [.. networks.Where(network => network.Driver == NetworkDrivers.Bridge)];
        if (bridged.Length == 0)
            yield break;
        string bridges = string.Join(" or ", bridged.Select(network => network.BridgeName));
        yield return $"raw: what comes from {bridges} for 127.0.0.0/8 is dropped: the host's loopback is the host's";
        bool translates = published is not null && !NetworkStore.TraitsOf(published).IsRouted;
        if (translates)
            yield return "prerouting, output: what is for this host and a published port is sent on to the container (dnat)";
        yield return "forward: answers, and all else of a connection that was let through, are let through";
        foreach (string rule in bridged.SelectMany(network => Forward(network, network.Id == published?.Id)))
            yield return rule;
        if (translates)
        {
            yield return $"postrouting: what was sent on to {published!.BridgeName} from there, or from this host's loopback, "
                + "gets the bridge's address, so that the answer comes back this way";
        }
        foreach (Network network in bridged.Where(network => NetworkStore.TraitsOf(network).Masquerades))
        {
            yield return $"postrouting: what leaves {network.BridgeName} for other hosts gets this host's address "
                + "(masquerade), and answers find back";
        }
    }

    private static IEnumerable<string> Forward(Network network, bool publishes)
    {
        NetworkTraits traits = NetworkStore.TraitsOf(network);
        string bridge = network.BridgeName;
        yield return $"forward: from {bridge} to {bridge} is {(traits.IsConnected ? "let through" : "refused")}";
        if (network.Internal)
        {
            yield return $"forward: from and to {bridge} nothing else is let through: the network is internal";
            yield break;
        }

        if (publishes)
        {
            yield return traits.IsRouted
                ? $"forward: to {bridge} what is for a published port is let through, by the container's own address"
                : $"forward: to {bridge} what was sent on to a published port is let through";
        }
        string more = publishes ? "nothing else" : "nothing";
        yield return traits.IsUnprotected
            ? $"forward: to {bridge} everything from other hosts is let through, published or not (nat-unprotected), "
                + $"and from other networks of this host {more}"
            : $"forward: to {bridge} {more} from other networks or hosts is let through";
        yield return $"forward: from {bridge} to other hosts is let through";
    }
}
