// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary>The rarer words of <c>network create</c>, <c>connect</c> and <c>disconnect</c>.</summary>
[Collection(NetworkLan.Collection)]
public sealed class NetworkOptionTests(NetworkLan lan) : LanTest(lan)
{
    private const string Modes = "com.docker.network.bridge.gateway_mode_ipv";

    [Fact]
    public void Connect_takes_an_interfaces_name_its_settings_and_further_addresses()
    {
        Create("front");
        Commands.Keep("--name", "c1");
        Commands.Output("network", "connect", "--alias", "one,two", "--link-local-ip", "169.254.7.7",
            "--driver-opt", "com.docker.network.endpoint.ifname=side0", "--driver-opt",
            "\"com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1,net.ipv4.conf.IFNAME.forwarding=1\"",
            "front", "c1");
        Assert.Contains("inet 169.254.7.7/16",
            Commands.Output("exec", "c1", "ip", "address", "show", "side0"), StringComparison.Ordinal);
        foreach ((string setting, string value) in
            ((string, string)[])[("side0/log_martians", "1"), ("side0/forwarding", "1"), ("eth0/log_martians", "0")])
        {
            Assert.Equal(value + "\n", Commands.Output("exec", "c1", "cat", "/proc/sys/net/ipv4/conf/" + setting));
        }
        Assert.Equal("one,two\n", Commands.Output(
            "inspect", "-f", "{{join .NetworkSettings.Networks.front.Aliases \",\"}}", "c1"));
        foreach (string name in (string[])["one", "two"])
        {
            Assert.Contains("Address: 10.207.", Commands.Output("exec", "c1", "nslookup", "-type=a", name),
                StringComparison.Ordinal);
        }

        foreach ((string option, string words) in ((string, string)[])
        [
            ("x", "invalid key/value pair format in driver options"),
            ("com.docker.network.endpoint.sysctls=net.ipv4.ip_forward=1", "invalid sysctl net.ipv4.ip_forward=1"),
            ("com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.nothing=1", "no setting net.ipv4.conf.eth1.nothing"),
        ])
        {
            Assert.Contains(words, Commands.Error("network", "connect", "--driver-opt", option, Other(), "c1"),
                StringComparison.Ordinal);
        }
        Assert.DoesNotContain("eth1", Commands.Output("exec", "c1", "ip", "-o", "link"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_of_the_highest_priority_has_the_default_route()
    {
        Commands.Keep("--name", "c1", "--network", Create("front"));
        Assert.Equal("eth0", DefaultDevice());
        Commands.Output("network", "connect", "--gw-priority", "5", Create("high"), "c1");
        Assert.Equal("eth1", DefaultDevice());
        Commands.Output("network", "connect", "--gw-priority", "-1", Create("low"), "c1");
        Assert.Equal("eth1", DefaultDevice());
        Assert.Equal("0 5 -1\n", Commands.Output("inspect", "-f",
            "{{with .NetworkSettings.Networks}}{{.front.GwPriority}} {{.high.GwPriority}} {{.low.GwPriority}}{{end}}", "c1"));
        Commands.Output("restart", "-t", "0", "c1");
        Assert.StartsWith(Commands.Output(
            "inspect", "-f", "{{.NetworkSettings.Networks.high.Gateway}}", "c1").Trim(), DefaultRoute(), StringComparison.Ordinal);
        Commands.Output("network", "disconnect", "high", "c1");
        Assert.StartsWith(Commands.Output(
            "inspect", "-f", "{{.NetworkSettings.Networks.front.Gateway}}", "c1").Trim(), DefaultRoute(), StringComparison.Ordinal);

        string DefaultDevice() => DefaultRoute().Split(' ')[2];

        // "default via GATEWAY dev DEVICE"
        string DefaultRoute() =>
            Commands.Output("exec", "c1", "ip", "route", "show", "default").Trim()["default via ".Length..];
    }

    [Fact]
    public void A_network_of_ipv6_alone_has_names_and_a_way_out_and_no_ipv4()
    {
        Create("six", "--ipv4=false", "--ipv6");
        Lan.Serve("web", "--network", "six", "-p", "8080:80");
        Assert.Equal("web\n", Commands.Output(
            "run", "--rm", "--network", "six", "busybox", "wget", "-qO-", "http://web/"));
        Assert.DoesNotContain("inet ", Commands.Output("exec", "web", "ip", "-o", "address", "show", "eth0"),
            StringComparison.Ordinal);
        Assert.Equal("web", Lan.Fetch(8080, "2001:db8::1"));
        Assert.Null(Lan.Fetch(8080));
        Assert.Equal("false true 1\n", Commands.Output(
            "network", "inspect", "-f", "{{.EnableIPv4}} {{.EnableIPv6}} {{len .IPAM.Config}}", "six"));
        Assert.Equal("false true\n", Commands.Output(
            "network", "ls", "--filter", "name=six", "--format", "{{.IPv4}} {{.IPv6}}"));
    }

    [Fact]
    public void A_configuration_is_copied_and_used_by_no_container()
    {
        string id = Commands.Line("network", "create", "--config-only", "--subnet", "10.77.0.0/24", "--ip-range",
            "10.77.0.128/25", "--label", "team=red", "-o", "com.docker.network.driver.mtu=1400", "plan");
        Assert.Equal($"{id} null true\n", Commands.Output(
            "network", "inspect", "-f", "{{.Id}} {{.Driver}} {{.ConfigOnly}}", "plan"));
        Create("real", "--config-from", "plan");
        Assert.Equal("plan false red 1400 10.77.0.0/24\n", Commands.Output("network", "inspect", "-f",
            "{{.ConfigFrom.Network}} {{.ConfigOnly}} {{.Labels.team}} "
            + "{{index .Options \"com.docker.network.driver.mtu\"}} {{(index .IPAM.Config 0).Subnet}}", "real"));
        Assert.Contains("inet 10.77.0.128/24",
            Commands.Output("run", "--rm", "--network", "real", "busybox", "ip", "-o", "address"), StringComparison.Ordinal);
        Commands.Keep("--name", "c1");
        foreach ((string words, string[] command) in ((string, string[])[])
        [
            ("cannot create endpoint on configuration-only network", ["network", "connect", "plan", "c1"]),
            ("configuration network \"plan\" is in use", ["network", "rm", "plan"]),
            ("configuration network \"real\" not found", ["network", "create", "--config-from", "real", "x"]),
            ("cannot depend on another", ["network", "create", "--config-only", "--config-from", "plan", "x"]),
            ("can only contain network specific fields", ["network", "create", "--config-only", "--internal", "x"]),
            ("user specified configurations are not supported",
                ["network", "create", "--config-from", "plan", "--subnet", "10.78.0.0/24", "x"]),
        ])
        {
            Assert.Contains(words, Commands.Error(command), StringComparison.Ordinal);
        }

        Assert.Equal("Deleted Networks:\nreal\n\n", Commands.Output("network", "prune", "-f").TrimStart());
        Assert.Equal("plan\n", Commands.Output("network", "rm", "plan"));
    }

    [Fact]
    public void What_a_cluster_has_is_refused_by_name()
    {
        foreach ((string flags, string words) in ((string, string)[])
        [
            ("--ingress", "there is no swarm"), ("--scope swarm", "the scope \"swarm\" is that of a cluster"),
            ("--ipam-driver mine", "could not find plugin mine"), ("--ipam-opt a=b", "has no option a"),
            ("--ipv4=false", "a network without IPv4 needs IPv6"),
            ("--ipv4=false --ipv6 --subnet 10.9.0.0/24", "the subnet 10.9.0.0/24 is of IPv4"),
            ($"-o {Modes}4=isolated", "can only be used for an internal network"),
        ])
        {
            Assert.Contains(words, Commands.Error(["network", "create", .. flags.Split(' '), "bad"]),
                StringComparison.Ordinal);
        }
        Create("fine", "--scope", "local", "--ipam-driver", "default", "--ingress=false");
    }

    [Fact]
    public void The_gateway_modes_are_seen_by_neighbours_and_in_inspect()
    {
        Create("alone", "--internal", "-o", Modes + "4=isolated");
        Create("open", "-o", Modes + "4=nat-unprotected");
        Lan.Serve("hidden", "--network", "alone");
        Lan.Serve("bare", "--network", "open");
        Assert.Equal("\n", Commands.Output(
            "network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "alone"));
        Lan.Neighbour.Ip("route replace 10.207.0.0/16 via 192.0.2.1");
        Assert.Equal("bare", Lan.Fetch(80, Address("bare")));
        Assert.Null(Lan.Fetch(80, Address("hidden")));
        Assert.Null(NetworkLan.Fetch(Lan.Host, 80, Address("hidden")));
        Assert.Contains("hidden", Commands.Output(
            "run", "--rm", "--network", "alone", "busybox", "wget", "-qO-", "http://hidden/"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_lost_container_left_in_a_network_goes_with_force_alone()
    {
        Create("front");
        string id = Commands.Keep("--name", "lost", "--network", "front");
        // As after `rm -rf` of its directory, by whom ever.
        string there = Commands["root/containers/" + id], away = Commands["away"];
        Directory.Move(there, away);
        try
        {
            Assert.Contains("No such container: lost", Commands.Error("network", "disconnect", "front", "lost"),
                StringComparison.Ordinal);
            Commands.Output("network", "disconnect", "-f", "front", "lost");
            Assert.Equal("0\n", Commands.Output("network", "inspect", "-f", "{{len .Containers}}", "front"));
            Assert.DoesNotContain("hk", Lan.OnHost().Split(' ').Select(name => name.Length > 2 ? name[..2] : name));
            Assert.Contains("endpoint lost not found in network front",
                Commands.Error("network", "disconnect", "--force", "front", "lost"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Move(away, there);
        }
    }

    [Fact]
    public void Inspect_tells_the_default_bridges_name_as_dockers_does()
    {
        Commands.Keep();
        string bridge = Commands.Line(
            "network", "inspect", "-f", "{{index .Options \"com.docker.network.bridge.name\"}}", "bridge");
        Assert.Contains("mtu 1500", Lan.Host.Output("ip", "link", "show", bridge), StringComparison.Ordinal);
        Assert.Equal("true\n", Commands.Output("network", "inspect", "-f",
            "{{index .Options \"com.docker.network.bridge.enable_icc\"}}", "bridge"));
    }

    [Fact]
    public void Networks_in_which_nobody_is_are_listed_as_dangling()
    {
        Create("used");
        Create("free");
        Commands.Keep("--network", "used");
        Assert.Equal("free\n", Commands.Output("network", "ls", "--filter", "dangling=true", "--format", "{{.Name}}"));
        Assert.Equal("bridge\nhost\nnone\nused\n",
            Commands.Output("network", "ls", "--filter", "dangling=false", "--format", "{{.Name}}"));
        Assert.Contains("invalid filter: 'dangling'='x'",
            Commands.Error("network", "ls", "--filter", "dangling=x"), StringComparison.Ordinal);
    }

    private string Other()
    {
        string name = "other" + Guid.NewGuid().ToString("N")[..8];
        return Create(name);
    }
}
