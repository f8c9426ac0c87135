// SPDX-License-Identifier: Apache-2.0
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Husk.Containers.Tests;

/// <summary>Networks come and go while packets flow.</summary>
[Collection(NetworkLan.Collection)]
public sealed class TrafficTests(NetworkLan lan) : LanTest(lan)
{
    [Fact]
    public void A_connection_outlives_other_networks_that_come_and_go()
    {
        Create("middle");
        // One that takes the default route and the published ports along, and one that does not.
        Create("another");
        Create("zone");
        Commands.Output("run", "-d", "--name", "echo", "--network", "middle", "-p", "8007:7", "busybox", "nc", "-ll",
            "-p", "7", "-e", "cat");
        using Socket? socket = Connected();
        int echoed = 0;
        bool ended = false;
        string? failure = null;
        var talker = new Thread(() =>
        {
            byte[] buffer = new byte[4];
            try
            {
                for (; !Volatile.Read(ref ended); echoed++)
                {
                    socket.Send(BitConverter.GetBytes(echoed));
                    for (int length = 0; length < 4;)
                    {
                        length += socket.Receive(buffer, length, 4 - length, SocketFlags.None) is > 0 and int count
                            ? count
                            : throw new SocketException((int)SocketError.ConnectionReset);
                    }
                    if (BitConverter.ToInt32(buffer) != echoed)
                        throw new FormatException("something else came back");
                }
            }
            catch (Exception e) when (e is SocketException or FormatException)
            {
                failure = e.Message;
            }
        });
        talker.Start();
        foreach (string network in (string[])["zone", "another", "zone", "another"])
        {
            foreach (string verb in (string[])["connect", "disconnect"])
            {
                int before = Volatile.Read(ref echoed);
                Commands.Output("network", verb, network, "echo");
                Engine.Await(() => Volatile.Read(ref echoed) > before + 1 || failure is not null, "words come back");
                Assert.Null(failure);
                using Socket another = Connected();
            }
        }

        Volatile.Write(ref ended, true);
        talker.Join();
        Assert.Null(failure);
        Assert.Equal("7/tcp -> 0.0.0.0:8007\n", Commands.Output("port", "echo"));
    }

    private Socket Connected()
    {
        Socket? connected = null;
        Engine.Await(
            () =>
            {
                Socket socket =
                    Lan.Neighbour.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                    {
                        ReceiveTimeout = 10_000,
                    });
                try
                {
                    socket.Connect(IPAddress.Parse("192.0.2.1"), 8007);
                    connected = socket;
                    return true;
                }
                catch (SocketException)
                {
                    socket.Dispose();
                    return false;
                }
            },
            "the port is open");
        return connected!;
    }
}
