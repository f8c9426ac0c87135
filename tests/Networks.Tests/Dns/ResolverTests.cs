// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Husk.Linux;
using Husk.Linux.Tests;
using Husk.Networks.Dns;
using Husk.Networks.Names;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Dns;

/// <summary>Names as a container gets them, from a resolver that one thread drives as the monitor does.</summary>
public sealed class ResolverTests : Lab
{
    private readonly ScratchDirectory _files = new();
    private readonly List<(Thread Thread, Pipe End)> _threads = [];

    private string HostFile => _files["resolv.conf"];

    [Fact]
    public void Containers_of_a_network_find_each_other_by_name_alias_short_id_and_full_name_and_nobody_else()
    {
        Create("front");
        Create("back");
        string id = "0123456789abcdef";
        Start(id, [new EndpointSpec("front") { Aliases = ["db", "Store"] }]);
        Start("c2", [new EndpointSpec("back") { Aliases = ["hidden"] }]);
        (Node node, _) = Start("c3", "front");
        Serve("c3");
        string address = Store.EndpointsOf(id)[0].Ipv4!.ToString();
        foreach (string name in new[] { "db", "DB", "store", "0123456789ab", id + "-name", "db.front", "c3-name" })
        {
            Assert.Equal((0, name == "c3-name" ? Store.EndpointsOf("c3")[0].Ipv4!.ToString() : address),
                Told(Query.Ask(node, name)));
        }
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal((3, ""), Told(Query.Ask(node, "nobody")));
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "hidden")));
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "db.back")));
        Assert.Equal(["nobody udp", "hidden udp", "db udp"], upstream.Asked);
    }

    [Fact]
    public void A_name_without_an_address_of_the_family_is_an_empty_answer_and_asks_nobody()
    {
        Create("front");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal((0, ""), Told(Query.Ask(node, "c1-name", Query.Aaaa)));
        Assert.Equal((0, ""), Told(Query.Ask(node, "c1-name", type: 16)));
        Assert.Empty(upstream.Asked);
    }

    [Fact]
    public void Ipv6_addresses_are_found_and_both_families_lead_back_to_the_name()
    {
        Create(new NetworkSpec("six") { Ipv6 = true });
        (Node node, Sandbox sandbox) = Start("c1", "six");
        Serve("c1");
        IPAddress address = sandbox.Endpoints[0].Ipv6!;
        Assert.Equal((0, address.ToString()), Told(Query.Ask(node, "c1-name", Query.Aaaa)));
        string reverse = string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).Reverse()) + ".ip6.arpa";
        Assert.Equal((0, "c1-name.six"), Told(Query.Ask(node, reverse, Query.Ptr)));
        string reverse4 = string.Join('.', sandbox.Endpoints[0].Ipv4!.GetAddressBytes().Reverse()) + ".in-addr.arpa";
        Assert.Equal((0, "c1-name.six"), Told(Query.Ask(node, reverse4, Query.Ptr)));
    }

    [Fact]
    public void What_comes_goes_and_is_renamed_is_known_at_once()
    {
        Create("front");
        Create("back");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        HostServers("192.0.2.66");
        Start("c2", "back");
        OnHost(() => Store.Connect("c2", new EndpointSpec("front") { Aliases = ["late"] }));
        Assert.Equal(Store.EndpointsOf("c2")[1].Ipv4!.ToString(), Query.Ask(node, "late")!.Text);
        OnHost(() => Store.Rename("c2", "other"));
        Assert.Equal(Store.EndpointsOf("c2")[1].Ipv4!.ToString(), Query.Ask(node, "other")!.Text);
        OnHost(() => Store.Connect("c1", new EndpointSpec("back")));
        Assert.Equal(2, Query.Ask(node, "other")!.Records.Length);
        OnHost(() => Store.Disconnect("c2", "front"));
        Assert.Equal(Store.EndpointsOf("c2")[0].Ipv4!.ToString(), Query.Ask(node, "other")!.Text);
    }

    [Fact]
    public void An_alias_of_many_is_all_of_them_shortened_where_a_datagram_has_no_room()
    {
        Create("front");
        for (int i = 0; i < 40; i++)
            Start($"c{i}", [new EndpointSpec("front") { Aliases = ["all"] }]);
        Node node = Start("asker", "front").Node;
        Serve("asker");
        Reply shortened = Query.Ask(node, "all")!;
        Assert.True(shortened.IsTruncated);
        Assert.InRange(shortened.Records.Length, 20, 39);
        Reply whole = Query.Ask(node, "all", payload: 1232)!;
        Assert.Equal((40, false, true), (whole.Records.Length, whole.IsTruncated, whole.HasOptions));
        Assert.Equal(40, Query.AskByTcp(node, "all")[0].Records.Length);
    }

    [Fact]
    public void A_link_is_an_alias_for_one_container_alone()
    {
        Create("front");
        Start("c1", "front");
        (Node linked, _) = Start(
            "c2", [new EndpointSpec("front") { Links = new Dictionary<string, string> { ["mysql"] = "c1-name" } }]);
        (Node other, _) = Start("c3", "front");
        Serve("c2");
        Serve("c3");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal(Store.EndpointsOf("c1")[0].Ipv4!.ToString(), Query.Ask(linked, "mysql")!.Text);
        Assert.Equal("203.0.113.7", Query.Ask(other, "mysql")!.Text);
    }

    [Fact]
    public void Other_names_are_asked_of_the_hosts_servers_as_they_change()
    {
        Create("front");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "www.example")));
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "forged")));
        HostServers("127.0.0.53");
        using var local = new Upstream(Host, "127.0.0.53");
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "second.example")));
        Assert.Equal(["second udp"], local.Asked);
    }

    [Fact]
    public void Servers_that_are_silent_broken_or_not_there_give_way_to_the_next()
    {
        Create("front");
        (Node node, _) = Start("c1", "front");
        HostServers("192.0.2.1", "192.0.2.3", "192.0.2.2");
        Serve("c1");
        Lan.Ip("address add 192.0.2.3/24 dev host0");
        using var first = new Upstream(Lan, "192.0.2.3");
        using var second = new Upstream(Lan, "192.0.2.2");
        var watch = Stopwatch.StartNew();
        Assert.Equal(2, Query.Ask(node, "broken")!.Status);
        // Nobody listens at the first one, which says so at once; the other two are broken.
        Assert.True(watch.ElapsedMilliseconds < 1500, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(2, Query.Ask(node, "silent", timeout: 9000)!.Status);
        Assert.InRange(watch.ElapsedMilliseconds, 3500, 8000);
        Assert.Equal(["broken udp", "silent udp"], second.Asked);
    }

    [Fact]
    public void Long_answers_come_by_tcp_and_many_questions_on_one_connection()
    {
        Create("front");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.True(Query.Ask(node, "long")!.IsTruncated);
        Reply[] replies = Query.AskByTcp(node, "c1-name", "long", "nobody", "c1-name");
        Assert.Equal([0, 1, 2, 3], replies.Select(reply => reply.Number).Order());
        Assert.Equal(100, replies.Single(reply => reply.Number == 1).Records.Length);
        Assert.Equal(3, replies.Single(reply => reply.Number == 2).Status);
        Assert.Contains("long tcp", upstream.Asked);
    }

    [Fact]
    public void Who_does_not_read_his_answers_is_not_asked_for_more_questions()
    {
        Create("front");
        for (int i = 0; i < 40; i++)
            Start($"c{i}", [new EndpointSpec("front") { Aliases = ["all"] }]);
        Node node = Start("asker", "front").Node;
        Serve("asker");
        using Socket greedy =
            node.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        greedy.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.11"), 53));
        greedy.Blocking = false;
        byte[] query = Query.Bytes(7, "all", Query.A);
        byte[] framed =
            [.. Enumerable.Repeat<byte[]>([0, (byte)query.Length, .. query], 100).SelectMany(bytes => bytes)];
        long sent = 0;
        // The answers are twenty times as long: what the kernel holds of them is soon full.
        while (sent < 16 << 20 && greedy.Poll(1_000_000, SelectMode.SelectWrite))
            sent += greedy.Send(framed.AsSpan((int)(sent % framed.Length)));
        Assert.True(sent < 16 << 20, $"{sent} bytes of questions were taken, and no answer read");
        Assert.Equal(0, Query.Ask(node, "asker-name")!.Status);
    }

    [Fact]
    public void A_name_that_fits_no_record_is_an_empty_answer()
    {
        Create("front");
        string id = new('x', 70);
        (Node node, Sandbox sandbox) = Start(id, "front");
        Serve(id);
        string reverse = string.Join('.', sandbox.Endpoints[0].Ipv4!.GetAddressBytes().Reverse()) + ".in-addr.arpa";
        Assert.Equal((0, ""), Told(Query.Ask(node, reverse, Query.Ptr)));
    }

    [Fact]
    public void An_internal_network_asks_nobody()
    {
        Create(new NetworkSpec("inside") { Internal = true });
        (Node node, _) = Start("c1", "inside");
        Serve("c1");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal((3, ""), Told(Query.Ask(node, "www.example")));
        Assert.Equal(0, Query.Ask(node, "c1-name")!.Status);
        Assert.Empty(upstream.Asked);
    }

    [Fact]
    public void The_default_bridge_knows_no_names()
    {
        Create("front");
        Start("c1", "bridge");
        (Node node, _) = Start("c2", "bridge front");
        Serve("c2");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        Assert.Equal((0, "203.0.113.7"), Told(Query.Ask(node, "c1-name")));
    }

    [Fact]
    public void What_is_no_query_is_answered_as_such_or_not_at_all()
    {
        Create("front");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        byte[] good = Query.Bytes(7, "c1-name", Query.A);
        Assert.Equal(4, Reply.Read(Query.Send(node, [0, 7, 0x28, .. good.AsSpan(3)])![..12]).Status);
        Assert.Equal(1, Query.Send(node, [.. good.AsSpan(0, 5), 2, .. good.AsSpan(6)])![3] & 0xf);
        Assert.Equal(1, Query.Send(node, good[..14])![3] & 0xf);
        Assert.Null(Query.Send(node, [0, 7, 0x80, .. good.AsSpan(3)], timeout: 200));
        Assert.Null(Query.Send(node, [1, 2, 3], timeout: 200));
        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Query.Send(node, bad[..random.Next(bad.Length + 1)], timeout: 0);
        }

        Assert.Equal(0, Query.Ask(node, "c1-name")!.Status);
    }

    [Fact]
    public void A_name_server_of_the_containers_own_has_port_53_of_every_address_but_the_resolvers()
    {
        Create("front");
        Start("c1", "front");
        (Node node, Sandbox sandbox) = Start("c2", "front");
        string own = sandbox.Endpoints[0].Ipv4!.ToString();
        using (node.ServeUdp("mine", "0.0.0.0", 53))
        {
            using (node.Serve("mine", "0.0.0.0", 53))
            {
                Serve("c2");
                Assert.Equal((0, Store.EndpointsOf("c1")[0].Ipv4!.ToString()), Told(Query.Ask(node, "c1-name")));
                Assert.Equal(0, Query.AskByTcp(node, "c1-name")[0].Status);
                Assert.StartsWith("mine to ", node.AskUdp(own, 53), StringComparison.Ordinal);
                Assert.StartsWith("mine to ", node.Ask(own, 53), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_container_that_comes_to_names_while_it_runs_is_led_to_its_resolver()
    {
        Create("front");
        Start("c1", "front");
        (Node node, _) = Start("c2", "bridge");
        Assert.DoesNotContain("dnat", node.Output("nft", "list", "ruleset"), StringComparison.Ordinal);
        OnHost(() => Store.Connect("c2", new EndpointSpec("front")));
        Serve("c2");
        Assert.Equal((0, Store.EndpointsOf("c1")[0].Ipv4!.ToString()), Told(Query.Ask(node, "c1-name")));
    }

    [Fact]
    public void Libc_and_busybox_find_what_we_tell()
    {
        Create("front");
        Start("c1", [new EndpointSpec("front") { Aliases = ["db"] }]);
        (Node node, _) = Start("c2", "front");
        Serve("c2");
        string address = Store.EndpointsOf("c1")[0].Ipv4!.ToString();
        File.WriteAllText(_files["container.conf"], ResolverFile.ForResolver("", new ResolverSettings()));
        string found = node.Output("unshare", "-m", "sh", "-c",
            $"mount --bind {_files["container.conf"]} /etc/resolv.conf && getent ahostsv4 db && busybox nslookup db 127.0.0.11");
        Assert.StartsWith(address, found, StringComparison.Ordinal);
        Assert.Contains($"Address: {address}", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_queries_a_second_for_ten_seconds_all_have_their_answer()
    {
        const int perSecond = 1000, seconds = 10;
        Create("front");
        (Node node, _) = Start("c1", "front");
        Serve("c1");
        using var upstream = new Upstream(Lan, "192.0.2.2");
        using Socket socket = node.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 1 << 20,
            ReceiveTimeout = 3000,
        });
        socket.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.11"), 53));
        var sender = new Thread(() =>
        {
            var watch = Stopwatch.StartNew();
            for (int sent = 0; sent < perSecond * seconds;)
            {
                // Every second one is somebody else's to answer.
                for (; sent < perSecond * seconds && sent < watch.ElapsedMilliseconds * perSecond / 1000; sent++)
                    socket.Send(Query.Bytes((ushort)sent, sent % 2 == 0 ? "c1-name" : "www.example", Query.A));
                Thread.Sleep(1);
            }
        });
        sender.Start();
        var answered = new HashSet<int>();
        byte[] buffer = new byte[1500];
        try
        {
            while (answered.Count < perSecond * seconds)
            {
                int length = socket.Receive(buffer);
                Reply reply = Reply.Read(buffer[..length]);
                Assert.Equal((0, 1), (reply.Status, reply.Records.Length));
                Assert.True(answered.Add(reply.Number), $"{reply.Number} was answered twice");
            }
        }
        catch (SocketException)
        {
            // The count says it.
        }

        sender.Join();
        Assert.Equal(perSecond * seconds, answered.Count);
    }

    public override void Dispose()
    {
        foreach ((Thread thread, Pipe end) in _threads)
        {
            Fd.WriteAll(end.WriteEnd, "x"u8);
            thread.Join();
            end.Dispose();
        }

        _files.Dispose();
        base.Dispose();
    }

    private static (int Status, string Text) Told(Reply? reply)
    {
        Assert.True(reply is not null, "no answer came");
        return (reply.Status, reply.Text);
    }

    private void HostServers(params string[] servers)
    {
        // Replaced, as resolvconf(8) does it; one that was written within the clock's tick has another inode at least.
        File.WriteAllLines(HostFile + ".new", servers.Select(server => "nameserver " + server));
        File.Move(HostFile + ".new", HostFile, overwrite: true);
    }

    /// <summary>One thread in the host's namespace that waits, serves, and does nothing else.</summary>
    private void Serve(string containerId)
    {
        if (!File.Exists(HostFile))
            HostServers("192.0.2.2");
        Resolver resolver = OnHost(() => Resolver.Open(RunDirectory, containerId, [], HostFile));
        var end = Pipe.Open();
        var thread = new Thread(() => OnHost(() =>
        {
            using (resolver)
            {
                var entries = new PollEntry[2];
                do
                {
                    (entries[0], entries[1]) = (new PollEntry(resolver.Descriptor, PollEvents.Readable),
                        new PollEntry(end.ReadEnd, PollEvents.Readable));
                    TimeSpan? patience = resolver.Deadline is { } at
                        ? TimeSpan.FromMilliseconds(Math.Max(0, at - Environment.TickCount64))
                        : null;
                    Poll.Wait(entries, patience);
                    resolver.Serve();
                }
                while (entries[1].Came == PollEvents.None);
            }
        }));
        thread.Start();
        _threads.Add((thread, end));
    }
}
