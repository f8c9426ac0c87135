// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>Networks by the commands that people type, as a neighbour, the host and other containers see
/// them.</summary>
[Collection(NetworkLan.Collection)]
public sealed class NetworkTests(NetworkLan lan) : LanTest(lan)
{
    [Fact]
    public void A_container_that_is_connected_while_it_runs_has_names_an_address_and_a_line_of_hosts()
    {
        Commands.Output("network", "create", "front");
        Lan.Serve("web", "--network", "front", "--network-alias", "www");
        Commands.Output("run", "-d", "--name", "late", "--hostname", "latecomer", "busybox", "sleep", "1000");
        Assert.NotEqual(0, Commands.Run("exec", "late", "timeout", "2", "wget", "-qO-", "http://web/").Code);
        Commands.Output("network", "connect", "--alias", "second", "front", "late");
        foreach (string name in (string[])["web", "www", "web.front"])
            Assert.Equal("web\n", Commands.Output("exec", "late", "wget", "-qO-", $"http://{name}/"));
        string address = Commands.Output("inspect", "-f", "{{.NetworkSettings.Networks.front.IPAddress}}", "late")
            .Trim();
        foreach (string name in (string[])["late", "second", "latecomer"])
        {
            Assert.Contains($"Address: {address}\n", Commands.Output("exec", "web", "nslookup", "-type=a", name),
                StringComparison.Ordinal);
        }
        Assert.Contains(
            $"{address}\tlatecomer\n", Commands.Output("exec", "late", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Assert.Contains("nameserver 127.0.0.11\n", Commands.Output("exec", "late", "cat", "/etc/resolv.conf"),
            StringComparison.Ordinal);
        Commands.Output("network", "disconnect", "front", "late");
        Assert.DoesNotContain(address, Commands.Output("exec", "late", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Assert.NotEqual(0, Commands.Run("exec", "late", "timeout", "2", "wget", "-qO-", "http://web/").Code);
        Assert.Contains("is not connected to network front", Commands.Error("network", "disconnect", "front", "late"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_mode_gives_its_own_interfaces_and_addresses()
    {
        Commands.Output(
            "network", "create", "--subnet", "10.66.0.0/24", "-o", "com.docker.network.driver.mtu=1400", "own");
        Assert.Equal("eth0 lo", Interfaces("--network", "bridge"));
        Assert.Equal("lo", Interfaces("--network", "none"));
        Assert.Contains(Lan.Device, Interfaces("--network", "host"), StringComparison.Ordinal);
        Assert.Equal("eth0 eth1 lo", Interfaces("--network", "own", "--network", Create("two")));
        string seen = Commands.Output("run", "--rm", "--network", "own", "--ip", "10.66.0.77", "--mac-address",
            "02:00:00:00:00:07", "--link-local-ip", "169.254.9.9", "busybox", "ip", "address", "show", "eth0");
        foreach (string expected in (
            string[])["mtu 1400", "link/ether 02:00:00:00:00:07", "inet 10.66.0.77/24", "inet 169.254.9.9/16"])
        {
            Assert.Contains(expected, seen, StringComparison.Ordinal);
        }
        Lan.Serve("donor", "-p", "8000:80");
        Assert.Equal("donor\n",
            Commands.Output(
                "run", "--rm", "--network", "container:donor", "busybox", "wget", "-qO-", "http://127.0.0.1/"));
        Commands.Output("network", "create", "-d", "macvlan", "--subnet", "192.0.2.0/24", "--gateway", "192.0.2.2",
            "--ip-range", "192.0.2.128/28", "-o", "parent=" + Lan.Device, "flat");
        Lan.Serve("flat1", "--network", "flat");
        Assert.Equal("flat1", Lan.Fetch(80, "192.0.2.128"));

        string Interfaces(params string[] flags) =>
            string.Join(' ', Commands.Output(["run", "--rm", .. flags, "busybox", "ls", "/sys/class/net"])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Inspect_has_what_docker_has_of_networks()
    {
        Commands.Output("network", "create", "--subnet", "10.66.0.0/24", "own");
        string id = Commands.Output("run", "-d", "--name", "c1", "--network", "own", "--ip", "10.66.0.9",
            "--network-alias", "web", "busybox", "sleep", "1000").Trim();
        JsonElement settings = JsonDocument.Parse(Commands.Output("inspect", "c1")).RootElement[0]
            .GetProperty("NetworkSettings");
        JsonElement own = settings.GetProperty("Networks").GetProperty("own");
        Assert.Equal("""{"IPv4Address":"10.66.0.9"}""",
            own.GetProperty("IPAMConfig").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.Equal(("10.66.0.9", 24, "10.66.0.1", "02:42:0a:42:00:09"),
            (own.GetProperty("IPAddress").GetString(), own.GetProperty("IPPrefixLen").GetInt32(),
                own.GetProperty("Gateway").GetString(), own.GetProperty("MacAddress").GetString()));
        Assert.Equal(
            ["c1", "web", id[..12]], own.GetProperty("DNSNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Commands.Output("network", "inspect", "-f", "{{.Id}}", "own").Trim(),
            own.GetProperty("NetworkID").GetString());
        Assert.Equal("", settings.GetProperty("IPAddress").GetString());
        // What it is called is where it is: nsenter goes in by it.
        Assert.Contains("10.66.0.9",
            Command.Output("nsenter", "--net=" + settings.GetProperty("SandboxKey").GetString(), "ip", "address"),
            StringComparison.Ordinal);
        Assert.Equal($"{id} c1 10.66.0.9/24",
            Commands.Output("network", "inspect", "-f",
                "{{range $id, $c := .Containers}}{{$id}} {{$c.Name}} {{$c.IPv4Address}}{{end}}", "own").Trim());
    }

    [Fact]
    public void The_last_container_takes_all_of_it_along_and_prune_the_bridge_and_the_rules()
    {
        Lan.Serve("c1", "-p", "8000:80", "--network", Create("front"));
        Lan.Serve("c2", "-p", "8001:80");
        Commands.Output("rm", "-f", "c1", "c2");
        Assert.DoesNotContain("800", Command.Output("nft", "list", "ruleset"), StringComparison.Ordinal);
        Assert.Matches("^br-[0-9a-f]{12} husk0table inet husk$|^husk0 br-[0-9a-f]{12}table inet husk$", Lan.OnHost());
        Assert.Equal("Deleted Networks:\nfront\n\n", Commands.Output("network", "prune", "-f"));
        Assert.Equal("", Lan.OnHost());
        // And all of it comes back.
        Lan.Serve("c3", "-p", "8000:80");
        Assert.Equal("c3", Lan.Fetch(8000));
        Commands.Output("network", "prune", "-f");
        Assert.Equal("c3", Lan.Fetch(8000));
    }

    [Fact]
    public void A_flushed_iptables_changes_nothing_and_a_policy_that_drops_is_told()
    {
        Lan.Serve("c1", "-p", "8000:80");
        Command.Shell("for table in filter nat mangle raw; do iptables -t $table -F; iptables -t $table -X; done");
        Assert.Equal("c1", Lan.Fetch(8000));
        Command.Output("iptables", "-P", "FORWARD", "DROP");
        try
        {
            (_, _, string error) = Commands.Run("run", "--rm", "--network", Create("front"), "busybox", "true");
            Assert.Contains("drops forwarded packets", error, StringComparison.Ordinal);
        }
        finally
        {
            Command.Output("iptables", "-P", "FORWARD", "ACCEPT");
            // Tables that iptables-nft made to look at them.
            Command.Shell(
                "for table in filter nat mangle raw; do nft delete table ip $table 2> /dev/null || true; done");
        }
    }
}
