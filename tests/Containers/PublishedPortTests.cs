// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Husk.Containers.Tests;

/// <summary>Published ports by the commands that people type.</summary>
[Collection(NetworkLan.Collection)]
public sealed class PublishedPortTests(NetworkLan lan) : LanTest(lan)
{
    [Fact]
    public void A_port_is_published_in_every_form_and_shown_by_port_ps_and_inspect()
    {
        Lan.Serve("web", "-p", "8000:80", "-p", "127.0.0.1:8001:80", "-p", "192.0.2.1:8002:80", "-p", "7000-7001:90-91",
            "-p", "5353:53/udp", "-p", "3868:3868/sctp", "--expose", "443");
        Assert.Equal(
            "53/udp -> 0.0.0.0:5353\n80/tcp -> 0.0.0.0:8000\n80/tcp -> 127.0.0.1:8001\n80/tcp -> 192.0.2.1:8002\n90/tcp -> 0.0.0.0:7000\n91/tcp -> 0.0.0.0:7001\n3868/sctp -> 0.0.0.0:3868\n",
            Commands.Output("port", "web"));
        Assert.Equal("0.0.0.0:8000\n127.0.0.1:8001\n192.0.2.1:8002\n", Commands.Output("port", "web", "80"));
        Assert.Equal(
            "443/tcp, 0.0.0.0:3868->3868/sctp, 0.0.0.0:5353->53/udp, 0.0.0.0:8000->80/tcp, 127.0.0.1:8001->80/tcp, 192.0.2.1:8002->80/tcp, 0.0.0.0:7000->90/tcp, 0.0.0.0:7001->91/tcp\n",
            Commands.Output("ps", "--filter", "name=web", "--format", "{{.Ports}}"));
        Assert.Equal("8000 null",
            Commands.Output("inspect", "-f",
                "{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}} {{json (index .NetworkSettings.Ports \"443/tcp\")}}", "web").Trim());
        Assert.Equal(("web", null, "web"), (Lan.Fetch(8000), Lan.Fetch(8001), Lan.Fetch(8002)));
        Assert.Equal(("web", "web", null),
            (NetworkLan.Fetch(Lan.Host, 8000, "127.0.0.1"), NetworkLan.Fetch(Lan.Host, 8001, "127.0.0.1"),
                NetworkLan.Fetch(Lan.Host, 8002, "127.0.0.1")));
        // Hairpin: a container that asks for itself by the host's address.
        Assert.Equal("web\n", Commands.Output("exec", "web", "wget", "-qO-", "http://192.0.2.1:8000/"));
        Assert.Contains(
            "No public port '81' published for web", Commands.Error("port", "web", "81"), StringComparison.Ordinal);
        Commands.Output("stop", "-t", "0", "web");
        Assert.Equal("", Commands.Output("port", "web"));
        Assert.Equal("{} ",
            Commands.Output("inspect", "-f", "{{json .NetworkSettings.Ports}} {{.NetworkSettings.IPAddress}}", "web")
            .TrimEnd('\n'));
        Assert.Null(Lan.Fetch(8000));
    }

    [Fact]
    public void Ports_that_nobody_chose_are_told_and_all_exposed_ones_can_be_published()
    {
        Lan.Serve("web", "-P", "--expose", "80", "--expose", "81/udp");
        string port = Commands.Output("port", "web", "80").Trim();
        Assert.Equal("web", Lan.Fetch(int.Parse(port.Split(':')[^1])));
        Assert.Contains($"{port}->80/tcp", Commands.Output("ps", "--format", "{{.Ports}}"), StringComparison.Ordinal);
        Assert.StartsWith("0.0.0.0:", Commands.Output("port", "web", "81/udp"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ipv6_ports_are_reached_by_the_neighbour_and_the_host()
    {
        Commands.Output("network", "create", "--ipv6", "six");
        Commands.Output("run", "-d", "--name", "web6", "--network", "six", "-p", "8060:80", "-p",
            "[2001:db8::1]:8061:80", "busybox", "sh", "-c", "echo web6 > /index.html; exec httpd -f -p [::]:80 -h /");
        Assert.Equal("80/tcp -> 0.0.0.0:8060\n80/tcp -> [::]:8060\n80/tcp -> [2001:db8::1]:8061\n",
            Commands.Output("port", "web6"));
        Engine.Await(() => Lan.Fetch(8060, "2001:db8::1") == "web6", "the neighbour reaches it");
        Assert.Equal("web6", Lan.Fetch(8060));
        Assert.Equal("web6", Lan.Fetch(8061, "2001:db8::1"));
        Assert.Equal("web6", NetworkLan.Fetch(Lan.Host, 8060, "2001:db8::1"));
        // From ::1 the kernel leads nothing to a bridge: a browser that is sent to "localhost" goes on to 127.0.0.1 at
        // once.
        using (var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        {
            Assert.Equal(SocketError.ConnectionRefused,
                Assert.Throws<SocketException>(() => socket.Connect(IPAddress.IPv6Loopback, 8060)).SocketErrorCode);
        }
        Assert.Equal("web6", NetworkLan.Fetch(Lan.Host, 8060, "127.0.0.1"));
        Assert.Contains("cannot publish on ::1: ", Commands.Error("update", "--publish-add", "[::1]:8062:80", "web6"),
            StringComparison.Ordinal);
        Assert.Contains("[::]:8060->80/tcp", Commands.Output("ps", "--format", "{{.Ports}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_ipv6_publishes_nothing_on_an_ipv6_address_and_says_so()
    {
        foreach (string address in (string[])["[::]", "[2001:db8::1]"])
        {
            (int code, _, string error) = Commands.Run("run", "--rm", "-p", address + ":8070:80", "busybox", "true");
            Assert.Equal(125, code);
            Assert.Contains(
                "the container has no address of that family in network bridge", error, StringComparison.Ordinal);
        }

        Assert.Contains("cannot publish on ::1: ",
            Commands.Run("run", "--rm", "-p", "[::1]:8070:80", "busybox", "true").Error, StringComparison.Ordinal);
        Assert.Equal("", Commands.Output("ps", "-aq"));
    }

    [Fact]
    public void A_port_that_is_taken_is_refused_before_the_container_starts_and_the_container_stays()
    {
        Lan.Serve("first", "-p", "8000:80");
        (int code, _, string error) = Commands.Run("run", "-d", "--name", "second", "-p", "8000:80", "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains("Bind for 0.0.0.0:8000 failed: port is already allocated", error, StringComparison.Ordinal);
        Assert.Equal("created", Commands.Output("inspect", "-f", "{{.State.Status}}", "second").Trim());
        Assert.Contains("port is already allocated", Commands.Error("start", "second"), StringComparison.Ordinal);
        Assert.Equal("first", Lan.Fetch(8000));
        Commands.Output("rm", "-f", "first");
        Assert.Equal("second\n", Commands.Output("start", "second"));
    }

    [Fact]
    public void Ports_come_and_go_while_a_container_runs_and_stay_so_when_it_starts_anew()
    {
        Lan.Serve("web");
        Assert.Null(Lan.Fetch(8000));
        Assert.Equal("web\n",
            Commands.Output(
                "update", "--publish-add", "8000:80", "--publish-add", "8001:80", "--publish-add", "80", "web"));
        string chosen = Commands.Output("port", "web", "80").Trim().Split('\n')[^1].Split(':')[^1];
        Assert.Equal(("web", "web", "web"), (Lan.Fetch(8000), Lan.Fetch(8001), Lan.Fetch(int.Parse(chosen))));
        Assert.Contains("Bind for 0.0.0.0:8001 failed: port is already allocated",
            Commands.Error("update", "--publish-add", "8002:80", "--publish-add", "8001:81", "web"),
            StringComparison.Ordinal);
        Assert.Null(Lan.Fetch(8002));
        Assert.Contains("No public port '443/tcp' published for web",
            Commands.Error("update", "--publish-rm", "443", "web"), StringComparison.Ordinal);
        // One goes, and another container's port takes its place, in one word.
        Commands.Output(
            "update", "--publish-rm", "8000:80", "--publish-rm", chosen + ":80", "--publish-add", "8000:81", "web");
        Assert.Equal("80/tcp -> 0.0.0.0:8001\n81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Assert.Equal((null, "web"), (Lan.Fetch(8000), Lan.Fetch(8001)));
        Commands.Output("restart", "-t", "0", "web");
        Assert.Equal("80/tcp -> 0.0.0.0:8001\n81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Commands.Output("stop", "-t", "0", "web");
        Commands.Output("update", "--publish-rm", "80", "web");
        Commands.Output("start", "web");
        Assert.Equal("81/tcp -> 0.0.0.0:8000\n", Commands.Output("port", "web"));
        Commands.Output("run", "-d", "--name", "alone", "--network", "none", "busybox", "sleep", "1000");
        Assert.Contains("it has no network of its own", Commands.Error("update", "--publish-add", "9000:80", "alone"),
            StringComparison.Ordinal);
    }
}
