// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Husk.Linux.Tests;
using Husk.Networks.Tests.Fixture;

namespace Husk.Containers.Tests;

/// <summary>
/// The program on a host that has a neighbour: the host is the network namespace that the tests run in (192.0.2.1,
/// 2001:db8::1), the neighbour one of its own (192.0.2.2, 2001:db8::2), and the host's router to the world
/// (198.51.100.2), which knows the way to the host and to nobody behind it.
/// </summary>
public sealed class NetworkLan : IDisposable
{
    public const string Collection = "lan";

    private readonly ScratchDirectory _scratch = new();
    private readonly string _device = "lan" + Environment.ProcessId;

    public NetworkLan()
    {
        // The stores of other classes have left theirs: the bridge of one is not another's to remove.
        Command.Shell("ip link delete husk0 2> /dev/null; nft delete table inet husk 2> /dev/null; true");
        Engine = new Engine();
        Neighbour = Node.Make(_scratch["lan"]);
        World = Node.Make(_scratch["world"]);
        Command.Shell($"""
            ip link add {_device} type veth peer name host0 netns {Neighbour.Path}
            ip link set {_device} up
            ip address add 192.0.2.1/24 dev {_device}
            ip address add 2001:db8::1/64 dev {_device} nodad
            """);
        Neighbour.Ip($"""
            link set lo up
            link set host0 up
            address add 192.0.2.2/24 dev host0
            address add 2001:db8::2/64 dev host0 nodad
            link add world0 type veth peer name lan0 netns {World.Path}
            link set world0 up
            address add 198.51.100.1/24 dev world0
            """);
        World.Ip("""
            link set lo up
            link set lan0 up
            address add 198.51.100.2/24 dev lan0
            route add 192.0.2.0/24 via 198.51.100.1
            """);
        Neighbour.Output("sysctl", "-qw", "net.ipv4.ip_forward=1");
        Command.Output("ip", "route", "add", "default", "via", "192.0.2.2");
        Host = new Node("/proc/self/ns/net");
    }

    public Engine Engine { get; }

    /// <summary>The interface that leads to the neighbour.</summary>
    public string Device => _device;

    internal Node Neighbour { get; }

    internal Node World { get; }

    internal Node Host { get; }

    /// <summary>Starts a container that serves a file with its name on port 80, and says its id.</summary>
    public string Serve(string name, params string[] flags)
    {
        string id = Engine.Output(["run", "-d", "--name", name, .. flags, "busybox", "sh", "-c",
            $"echo {name} > /index.html; exec httpd -f -p 80 -h /"]).Trim();
        Engine.Await(
            () => Engine.Run("exec", name, "wget", "-qO-", "http://127.0.0.1/").Out == name + "\n", $"{name} serves");
        return id;
    }

    /// <summary>The network namespace of a container that runs.</summary>
    internal Node NodeOf(string name) =>
        new(Engine.Output("inspect", "-f", "{{.NetworkSettings.SandboxKey}}", name).Trim());

    /// <summary>What a page of the neighbour's browser shows; null when there is none.</summary>
    public string? Fetch(int port, string address = "192.0.2.1") => Fetch(Neighbour, port, address);

    internal static string? Fetch(Node from, int port, string address)
    {
        const int patience = 2_000_000;
        var server = new IPEndPoint(IPAddress.Parse(address), port);
        using Socket socket = from.Run(() => new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            socket.Blocking = false;
            SocketError begun = SocketError.Success;
            try
            {
                socket.Connect(server);
            }
            catch (SocketException e)
            {
                begun = e.SocketErrorCode;
            }

            if (begun is not (SocketError.Success or SocketError.InProgress or SocketError.WouldBlock)
                || !socket.Poll(patience, SelectMode.SelectWrite))
            {
                return null;
            }
            socket.Send("GET / HTTP/1.0\r\n\r\n"u8);
            byte[] answer = new byte[4096];
            int length = 0;
            while (socket.Poll(patience, SelectMode.SelectRead)
                && socket.Receive(answer, length, answer.Length - length, SocketFlags.None) is > 0 and int count)
            {
                length += count;
            }
            return Encoding.ASCII.GetString(answer, 0, length).Split("\r\n\r\n") is [_, var page] ? page.Trim() : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The host's interfaces, but for those that a host has, and the rules that there are.</summary>
    public string OnHost() =>
        string.Join(' ', Command.Output("ip", "-o", "link").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[1].TrimEnd(':').Split('@')[0])
            .Where(name => name != "lo" && name != _device))
        + Command.Output("nft", "list", "tables").Trim();

    public void Dispose()
    {
        Engine.Clear();
        Engine.Output("network", "prune", "-f");
        Engine.Dispose();
        foreach (Node node in new[] { Neighbour, World, Host })
            node.Dispose();
        Command.Run("ip", "link", "delete", _device);
        _scratch.Dispose();
    }
}
