// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Husk.Linux.Tests;
using Husk.Networks.Tests.Dns;
using Husk.Networks.Tests.Fixture;

namespace Husk.Containers.Tests;

/// <summary>Names in a real container, whose monitor answers.</summary>
[Collection(NetworkLan.Collection)]
public sealed class NameTests(NetworkLan lan) : LanTest(lan)
{
    /// <summary>How long the load lasts; the budget is ten seconds.</summary>
    private static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("HUSK_DNS_SECONDS"), out int told) ? told : 2;

    [Fact]
    public void A_thousand_queries_a_second_all_have_their_answer()
    {
        const int perSecond = 1000;
        Commands.Output("run", "-d", "--name", "db", "--network", Create("front"), "busybox", "sleep", "1000");
        Commands.Output("run", "-d", "--name", "app", "--network", "front", "busybox", "sleep", "1000");
        byte[] address = IPAddress.Parse(Address("db")).GetAddressBytes();
        using Node node = Lan.NodeOf("app");
        using Socket socket = node.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 1 << 20,
            ReceiveTimeout = 5000,
        });
        socket.Connect(IPAddress.Parse("127.0.0.11"), 53);
        var sender = new Thread(() =>
        {
            var watch = Stopwatch.StartNew();
            for (int sent = 0; sent < perSecond * Seconds;)
            {
                for (; sent < perSecond * Seconds && sent < watch.ElapsedMilliseconds * perSecond / 1000; sent++)
                    socket.Send(Query.Bytes((ushort)sent, sent % 2 == 0 ? "db" : "db.front", Query.A));
                Thread.Yield();
            }
        });
        sender.Start();
        var answered = new HashSet<int>();
        byte[] buffer = new byte[1500];
        try
        {
            while (answered.Count < perSecond * Seconds)
            {
                int length = socket.Receive(buffer);
                Assert.Equal(address, buffer[(length - 4)..length]);
                Assert.True(answered.Add((buffer[0] << 8) | buffer[1]), "one was answered twice");
            }
        }
        catch (SocketException)
        {
            // The count says it.
        }

        sender.Join();
        Assert.Equal(perSecond * Seconds, answered.Count);
    }

    [Fact]
    public void A_name_server_in_a_container_has_port_53_and_the_resolver_answers_beside_it()
    {
        Commands.Output("run", "-d", "--name", "db", "--network", Create("front"), "busybox", "sleep", "1000");
        Commands.Output("run", "-d", "--name", "ns", "--network", "front", "busybox", "nc", "-ll", "-p", "53", "-e",
            "echo", "mine");
        using Node node = Lan.NodeOf("ns");
        Engine.Await(() => node.Ask(Address("ns"), 53) == "mine\n", "the container's own server has the port");
        Assert.Contains($"Address: {Address("db")}\n", Commands.Output("exec", "ns", "nslookup", "-type=a", "db"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Host_gateway_is_where_the_host_is_reached_from_every_network()
    {
        using IDisposable server = Lan.Host.Serve("host", "0.0.0.0", 8090);
        foreach (string network in (string[])["bridge", Create("front"), "host"])
        {
            Assert.StartsWith("host to ",
                Commands.Output("run", "--rm", "--network", network, "--add-host", "gate:host-gateway", "busybox",
                "nc", "-w", "2", "gate", "8090"), StringComparison.Ordinal);
        }

        (int code, _, string error) = Commands.Run("run", "--rm", "--network", Create("inside", "--internal"),
            "--add-host", "gate:host-gateway", "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains("unable to derive the IP value for host-gateway", error, StringComparison.Ordinal);
    }
}
