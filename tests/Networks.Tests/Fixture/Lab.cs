// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Linux.Netlink;
using Husk.Linux.Tests;
using Husk.Networks.Ports;

namespace Husk.Networks.Tests.Fixture;

/// <summary>
/// A host with two neighbours, all in namespaces of their own: `lan` (192.0.2.2, 2001:db8::2), whom it reaches
/// directly, and behind that router `world` (198.51.100.2), which knows the way to the host and to nobody behind it.
/// </summary>
public abstract class Lab : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly List<Node> _containers = [];

    protected Lab()
    {
        Host = Make("host");
        Lan = Make("lan");
        World = Make("world");
        Host.Ip($"""
            link add lan0 type veth peer name host0 netns {Lan.Path}
            link set lo up
            link set lan0 up
            address add 192.0.2.1/24 dev lan0
            address add 2001:db8::1/64 dev lan0 nodad
            """);
        Lan.Ip($"""
            link set lo up
            link add world0 type veth peer name lan0 netns {World.Path}
            link set host0 up
            link set world0 up
            address add 192.0.2.2/24 dev host0
            address add 2001:db8::2/64 dev host0 nodad
            address add 198.51.100.1/24 dev world0
            """);
        World.Ip("""
            link set lo up
            link set lan0 up
            address add 198.51.100.2/24 dev lan0
            route add 192.0.2.0/24 via 198.51.100.1
            """);
        Host.Ip("route add default via 192.0.2.2");
        // A new namespace has what the first one has (namespaces inherit it, ip-sysctl.rst).
        OnHost(() => NetworkSysctl.Write("ipv4/ip_forward", "0"));
        Lan.Run(() =>
        {
            NetworkSysctl.Write("ipv4/ip_forward", "1");
            return 0;
        });
        Store = OnHost(() => NetworkStore.Open(Root, RunDirectory, Notices.Add));
    }

    internal Node Host { get; }

    internal Node Lan { get; }

    internal Node World { get; }

    protected NetworkStore Store { get; }

    /// <summary>What the store told of.</summary>
    protected List<string> Notices { get; } = [];

    protected string Root => _scratch["lib"];

    protected string RunDirectory => _scratch["run"];

    internal T OnHost<T>(Func<T> act) => Host.Run(act);

    internal void OnHost(Action act) => Host.Run(() =>
    {
        act();
        return 0;
    });

    internal Network Create(string name, params (string Key, string Value)[] options) => Create(new NetworkSpec(name)
    {
        Options = options.ToDictionary(option => option.Key, option => option.Value),
    });

    internal Network Create(NetworkSpec spec) => OnHost(() => Store.Create(spec));

    /// <summary>A container's sandbox with endpoints in those networks.</summary>
    internal (Node Node, Sandbox Sandbox) Start(string id, string networks, params string[] ports) =>
        Start(id, [.. networks.Split(' ').Select(network => new EndpointSpec(network))], ports);

    internal (Node Node, Sandbox Sandbox) Start(string id, EndpointSpec[] endpoints, params string[] ports)
    {
        Sandbox sandbox = OnHost(() => Store.Setup(new SandboxSpec(id, id + "-name")
        {
            Endpoints = endpoints,
            Ports = [.. ports.SelectMany(PortMapping.Parse)],
        }));
        var node = new Node(sandbox.Path);
        _containers.Add(node);
        return (node, sandbox);
    }

    /// <summary>The names of the host's interfaces that this library made.</summary>
    internal string[] OwnLinks() => OnHost(() =>
    {
        using NetlinkSocket socket = NetlinkSocket.Open();
        return Links.List(socket).Select(link => link.Name)
            .Where(name => name is not ("lo" or "lan0")).Order(StringComparer.Ordinal).ToArray();
    });

    internal string Rules() => Host.Output("nft", "list", "ruleset");

    public virtual void Dispose()
    {
        foreach (Node container in _containers)
            container.Dispose();
        string namespaces = Path.Combine(RunDirectory, "netns");
        foreach (string path in Directory.Exists(namespaces) ? Directory.GetFiles(namespaces) : [])
            NetworkNamespace.Remove(path);
        foreach (Node node in new[] { Host, Lan, World })
            node.Dispose();

        _scratch.Dispose();
    }

    private Node Make(string name) => Node.Make(_scratch[name]);
}
