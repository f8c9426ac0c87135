// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary>What networks and endpoints cannot be, in docker's words.</summary>
[Collection(NetworkLan.Collection)]
public sealed class NetworkRefusalTests(NetworkLan lan) : LanTest(lan)
{
    [Fact]
    public void What_no_network_can_be_is_refused_in_dockers_words()
    {
        foreach ((string words, string flags) in (ValueTuple<string, string>[])
        [
            ("every ip-range or gateway must have a corresponding subnet", "--gateway 10.9.0.1"),
            ("no matching subnet for gateway 10.8.0.1", "--subnet 10.9.0.0/24 --gateway 10.8.0.1"),
            ("no matching subnet for range 10.8.0.0/25", "--subnet 10.9.0.0/24 --ip-range 10.8.0.0/25"),
            ("no matching subnet for aux-address 10.8.0.5", "--subnet 10.9.0.0/24 --aux-address a=10.8.0.5"),
            ("multiple overlapping subnet configuration is not supported", "--subnet 10.9.0.0/24 --subnet 10.9.0.0/25"),
            ("cannot configure multiple gateways (10.9.0.2, 10.9.0.1) for the same subnet (10.9.0.0/24)",
                "--subnet 10.9.0.0/24 --subnet fd09::/64 --gateway 10.9.0.1 --gateway 10.9.0.2"),
            ("invalid subnet x: invalid CIDR block notation", "--subnet x"),
            ("invalid subnet 10.9.0.1/24: it should be 10.9.0.0/24", "--subnet 10.9.0.1/24"),
            ("the driver bridge has no option x", "-o x=y"),
            ("com.docker.network.bridge.name a b", "-o com.docker.network.bridge.name=a|b"),
            ("could not find plugin overlay", "-d overlay"),
            ("only one instance of \"host\" network is allowed", "-d host"),
        ])
        {
            string[] given = [.. flags.Split(' ').Select(flag => flag.Replace('|', ' '))];
            Assert.Contains(words, Commands.Error(["network", "create", .. given, "bad"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_no_endpoint_can_be_is_refused_too()
    {
        Commands.Output("network", "create", "front");
        Commands.Output("run", "-d", "--name", "c1", "--network", "front", "busybox", "sleep", "1000");
        Assert.Contains("endpoint with name c1 already exists in network front",
            Commands.Error("network", "connect", "front", "c1"), StringComparison.Ordinal);
        Assert.Contains("network nowhere not found", Commands.Error("network", "connect", "nowhere", "c1"),
            StringComparison.Ordinal);
        Assert.Contains("No such container: nobody", Commands.Error("network", "connect", "front", "nobody"),
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot be connected", Commands.Error("network", "connect", "host", "c1"), StringComparison.Ordinal);
        Assert.Contains("has active endpoints", Commands.Error("network", "rm", "front"), StringComparison.Ordinal);
        foreach ((string[] flags, string words) in (ValueTuple<string[], string>[])
        [
            (["--ip", "10.1.2.3"],
                "invalid config for network bridge: invalid endpoint settings: user specified IP address is supported on user defined networks only"),
            (["--network", "front", "--ip", "x"], "invalid IPv4 address: x"),
            (["--network", "front", "--ip", "10.1.2.3"],
                "user specified IP address is supported only when connecting to networks with user configured subnets"),
            (["--network", "name=front,driver-opt=k=v"], "the driver option k is not known"),
            (["--network", "front", "--link-local-ip", "10.1.2.3"], "invalid link local IP address: 10.1.2.3"),
            (["--network", "nowhere"], "network nowhere not found"),
        ])
        {
            (int code, _, string error) = Commands.Run(["run", "--rm", .. flags, "busybox", "true"]);
            Assert.Equal(125, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }
    }
}
