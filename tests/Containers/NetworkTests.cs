// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>Networks by the commands that people type, as a neighbour, the host and other containers see them.</summary>
public sealed class NetworkTests(NetworkLan lan) : IClassFixture<NetworkLan>, IDisposable
{
    private Engine Commands => lan.Engine;

    [Fact]
    public void Ipv6_ports_are_reached_by_the_neighbour_and_on_the_hosts_loopback()
    {
        Commands.Output("network", "create", "--ipv6", "six");
        Commands.Output("run", "-d", "--name", "web6", "--network", "six", "-p", "8060:80", "-p", "[::1]:8061:80", "busybox", "sh", "-c", "echo web6 > /index.html; exec httpd -f -p [::]:80 -h /");
        Assert.Equal("80/tcp -> 0.0.0.0:8060\n80/tcp -> [::]:8060\n80/tcp -> [::1]:8061\n", Commands.Output("port", "web6"));
        Engine.Await(() => lan.Fetch(8060, "2001:db8::1") == "web6", "the neighbour reaches it");
        Assert.Equal("web6", lan.Fetch(8060));
        Assert.Null(lan.Fetch(8061, "2001:db8::1"));
        Assert.Contains("[::]:8060->80/tcp", Commands.Output("ps", "--format", "{{.Ports}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_before_the_container_starts_and_the_container_stays()
    {
        lan.Serve("first", "-p", "8000:80");
        (int code, _, string error) = Commands.Run("run", "-d", "--name", "second", "-p", "8000:80", "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains("Bind for 0.0.0.0:8000 failed: port is already allocated", error, StringComparison.Ordinal);
        Assert.Equal("created", Commands.Output("inspect", "-f", "{{.State.Status}}", "second").Trim());
        Assert.Contains("port is already allocated", Commands.Error("start", "second"), StringComparison.Ordinal);
        Assert.Equal("first", lan.Fetch(8000));
        Commands.Output("rm", "-f", "first");
        Assert.Equal("second\n", Commands.Output("start", "second"));
    }

    [Fact]
    public void Ports_come_and_go_while_a_container_runs_and_stay_so_when_it_starts_anew()
    {
        lan.Serve("web");
        Assert.Null(lan.Fetch(8000));
        Assert.Equal("web\n", Commands.Output("update", "--publish-add", "8000:80", "--publish-add", "8001:80", "--publish-add", "80", "web"));
        string chosen = Commands.Output("port", "web", "80").Trim().Split('\n')[^1].Split(':')[^1];
        Assert.Equal(("web", "web", "web"), (lan.Fetch(8000), lan.Fetch(8001), lan.Fetch(int.Parse(chosen))));
        Assert.Contains("Bind for 0.0.0.0:8001 failed: port is already allocated", Commands.Error("update", "--publish-add", "8002:80", "--publish-add", "8001:81", "web"), StringComparison.Ordinal);
        Assert.Null(lan.Fetch(8002));
        Assert.Contains("No public port '443/tcp' published for web", Commands.Error("update", "--publish-rm", "443", "web"), StringComparison.Ordinal);
        // One goes, and another container's port takes its place, in one word.
        Commands.Output("update", "--publish-rm", "8000:80", "--publish-rm", chosen + ":80", "--publish-add", "8000:81", "web");
        Assert.Equal("80/tcp -> 0.0.0.0:8001\n81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Assert.Equal((null, "web"), (lan.Fetch(8000), lan.Fetch(8001)));
        Commands.Output("restart", "-t", "0", "web");
        Assert.Equal("80/tcp -> 0.0.0.0:8001\n81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Commands.Output("stop", "-t", "0", "web");
        Commands.Output("update", "--publish-rm", "80", "web");
        Commands.Output("start", "web");
        Assert.Equal("81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Commands.Output("run", "-d", "--name", "alone", "--network", "none", "busybox", "sleep", "1000");
        Assert.Contains("it has no network of its own", Commands.Error("update", "--publish-add", "9000:80", "alone"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_that_is_connected_while_it_runs_has_names_an_address_and_a_line_of_hosts()
    {
        Commands.Output("network", "create", "front");
        lan.Serve("web", "--network", "front", "--network-alias", "www");
        Commands.Output("run", "-d", "--name", "late", "--hostname", "latecomer", "busybox", "sleep", "1000");
        Assert.NotEqual(0, Commands.Run("exec", "late", "timeout", "2", "wget", "-qO-", "http://web/").Code);
        Commands.Output("network", "connect", "--alias", "second", "front", "late");
        foreach (string name in (string[])["web", "www", "web.front"])
            Assert.Equal("web\n", Commands.Output("exec", "late", "wget", "-qO-", $"http://{name}/"));
        string address = Commands.Output("inspect", "-f", "{{.NetworkSettings.Networks.front.IPAddress}}", "late").Trim();
        foreach (string name in (string[])["late", "second", "latecomer"])
            Assert.Contains($"Address: {address}\n", Commands.Output("exec", "web", "nslookup", "-type=a", name), StringComparison.Ordinal);
        Assert.Contains($"{address}\tlatecomer\n", Commands.Output("exec", "late", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Assert.Contains("nameserver 127.0.0.11\n", Commands.Output("exec", "late", "cat", "/etc/resolv.conf"), StringComparison.Ordinal);
        Commands.Output("network", "disconnect", "front", "late");
        Assert.DoesNotContain(address, Commands.Output("exec", "late", "cat", "/etc/hosts"), StringComparison.Ordinal);
        Assert.NotEqual(0, Commands.Run("exec", "late", "timeout", "2", "wget", "-qO-", "http://web/").Code);
        Assert.Contains("is not connected to network front", Commands.Error("network", "disconnect", "front", "late"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_mode_gives_its_own_interfaces_and_addresses()
    {
        Commands.Output("network", "create", "--subnet", "10.66.0.0/24", "-o", "com.docker.network.driver.mtu=1400", "own");
        Assert.Equal("eth0 lo", Interfaces("--network", "bridge"));
        Assert.Equal("lo", Interfaces("--network", "none"));
        Assert.Contains(lan.Device, Interfaces("--network", "host"), StringComparison.Ordinal);
        Assert.Equal("eth0 eth1 lo", Interfaces("--network", "own", "--network", Create("two")));
        string seen = Commands.Output("run", "--rm", "--network", "own", "--ip", "10.66.0.77", "--mac-address", "02:00:00:00:00:07", "--link-local-ip", "169.254.9.9", "busybox", "ip", "address", "show", "eth0");
        foreach (string expected in (string[])["mtu 1400", "link/ether 02:00:00:00:00:07", "inet 10.66.0.77/24", "inet 169.254.9.9/16"])
            Assert.Contains(expected, seen, StringComparison.Ordinal);
        lan.Serve("donor", "-p", "8000:80");
        Assert.Equal("donor\n", Commands.Output("run", "--rm", "--network", "container:donor", "busybox", "wget", "-qO-", "http://127.0.0.1/"));
        Commands.Output("network", "create", "-d", "macvlan", "--subnet", "192.0.2.0/24", "--gateway", "192.0.2.2", "--ip-range", "192.0.2.128/28", "-o", "parent=" + lan.Device, "flat");
        lan.Serve("flat1", "--network", "flat");
        Assert.Equal("flat1", lan.Fetch(80, "192.0.2.128"));

        string Interfaces(params string[] flags) => string.Join(' ', Commands.Output(["run", "--rm", .. flags, "busybox", "ls", "/sys/class/net"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Networks_are_apart_an_internal_one_leads_nowhere_and_neighbours_can_be_kept_apart()
    {
        lan.Serve("a1", "--network", Create("front"));
        lan.Serve("b1", "--network", Create("back"));
        lan.Serve("c1", "--network", Create("inside", "--internal"));
        lan.Serve("d1", "--network", Create("apart", "-o", "com.docker.network.bridge.enable_icc=false"));
        lan.Serve("e1", "--network", "apart");
        using IDisposable server = lan.Neighbour.Serve("lan", "192.0.2.2", 80);
        foreach ((string from, string to, bool reaches) in (ValueTuple<string, string, bool>[])[("a1", "a1", true), ("a1", "b1", false), ("a1", "c1", false), ("b1", "a1", false), ("c1", "a1", false), ("d1", "e1", false)])
            Assert.Equal((from, to, reaches), (from, to, Reaches(from, AddressIn(to))));
        foreach ((string from, bool reaches) in (ValueTuple<string, bool>[])[("a1", true), ("b1", true), ("c1", false), ("d1", true)])
            Assert.Equal((from, reaches), (from, Commands.Run("exec", from, "nc", "-w", "1", "192.0.2.2", "80").Out.StartsWith("lan to ", StringComparison.Ordinal)));

        bool Reaches(string from, string address) => Commands.Run("exec", from, "timeout", "2", "wget", "-qO-", $"http://{address}/").Code == 0;
        string AddressIn(string name) => Commands.Output("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", name).Trim();
    }

    [Fact]
    public void Inspect_has_what_docker_has_of_networks()
    {
        Commands.Output("network", "create", "--subnet", "10.66.0.0/24", "own");
        string id = Commands.Output("run", "-d", "--name", "c1", "--network", "own", "--ip", "10.66.0.9", "--network-alias", "web", "busybox", "sleep", "1000").Trim();
        JsonElement settings = JsonDocument.Parse(Commands.Output("inspect", "c1")).RootElement[0].GetProperty("NetworkSettings");
        JsonElement own = settings.GetProperty("Networks").GetProperty("own");
        Assert.Equal("""{"IPv4Address":"10.66.0.9"}""", own.GetProperty("IPAMConfig").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.Equal(("10.66.0.9", 24, "10.66.0.1", "02:42:0a:42:00:09"), (own.GetProperty("IPAddress").GetString(), own.GetProperty("IPPrefixLen").GetInt32(), own.GetProperty("Gateway").GetString(), own.GetProperty("MacAddress").GetString()));
        Assert.Equal(["c1", "web", id[..12]], own.GetProperty("DNSNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Commands.Output("network", "inspect", "-f", "{{.Id}}", "own").Trim(), own.GetProperty("NetworkID").GetString());
        Assert.Equal("", settings.GetProperty("IPAddress").GetString());
        // What it is called is where it is: nsenter goes in by it.
        Assert.Contains("10.66.0.9", Command.Output("nsenter", "--net=" + settings.GetProperty("SandboxKey").GetString(), "ip", "address"), StringComparison.Ordinal);
        Assert.Equal($"{id} c1 10.66.0.9/24", Commands.Output("network", "inspect", "-f", "{{range $id, $c := .Containers}}{{$id}} {{$c.Name}} {{$c.IPv4Address}}{{end}}", "own").Trim());
    }

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
            ("cannot configure multiple gateways (10.9.0.2, 10.9.0.1) for the same subnet (10.9.0.0/24)", "--subnet 10.9.0.0/24 --subnet fd09::/64 --gateway 10.9.0.1 --gateway 10.9.0.2"),
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
    public void A_flushed_iptables_changes_nothing_and_a_policy_that_drops_is_told()
    {
        lan.Serve("c1", "-p", "8000:80");
        Command.Shell("for table in filter nat mangle raw; do iptables -t $table -F; iptables -t $table -X; done");
        Assert.Equal("c1", lan.Fetch(8000));
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
            Command.Shell("for table in filter nat mangle raw; do nft delete table ip $table 2> /dev/null || true; done");
        }
    }

    public void Dispose()
    {
        string[] ids = Commands.Output("ps", "-aq").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0)
            Commands.Output(["rm", "-f", .. ids]);
        Commands.Output("network", "prune", "-f");
        Assert.Equal("", Commands.Output("system", "fsck"));
    }

    private string Create(string name, params string[] flags)
    {
        Commands.Output(["network", "create", .. flags, name]);
        return name;
    }
}
