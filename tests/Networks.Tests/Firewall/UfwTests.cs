// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux.Tests;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Firewall;

/// <summary>Containers beside an enabled ufw, and beside docker's policy: each drops what it forwards for nobody it
/// knows.</summary>
public sealed class UfwTests : Lab
{
    private readonly ScratchDirectory _etc = new();

    [Fact]
    public void Ufw_is_told_with_what_lets_containers_through_and_that_does()
    {
        Ufw("--force enable");
        (Node node, _) = Start("c1", "bridge", "8080:80");
        string warning = Assert.Single(
            Notices, notice => notice.Contains("drops forwarded packets", StringComparison.Ordinal));
        Assert.Contains("`ufw route allow in on BRIDGE; ufw route allow out on BRIDGE`", warning,
            StringComparison.Ordinal);
        using IDisposable inside = node.Serve("c1", "0.0.0.0", 80), outside = Lan.Serve("lan", "192.0.2.2", 80);
        Assert.Null(node.Ask("192.0.2.2", 80, 300));
        Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
        // The host's own packets are not forwarded.
        Assert.StartsWith("c1 to ", Host.Ask("192.0.2.1", 8080), StringComparison.Ordinal);

        Ufw("route allow in on husk0");
        Ufw("route allow out on husk0");
        AssertFlows(node);
        Ufw("reload");
        AssertFlows(node);

        // Who is rid of it by force takes its rules along, and not its policy; ours stay.
        Host.Output("iptables", "-F");
        Host.Output("iptables", "-P", "FORWARD", "ACCEPT");
        AssertFlows(node);
        Host.Output("nft", "flush", "ruleset");
        Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
        Start("c2", "bridge");
        AssertFlows(node);
    }

    [Fact]
    public void Beside_dockers_policy_containers_pass_by_the_rules_that_the_message_names()
    {
        Host.Output("iptables", "-P", "FORWARD", "DROP");
        (Node node, _) = Start("c1", "bridge", "8080:80");
        string warning = Assert.Single(
            Notices, notice => notice.Contains("drops forwarded packets", StringComparison.Ordinal));
        using IDisposable inside = node.Serve("c1", "0.0.0.0", 80), outside = Lan.Serve("lan", "192.0.2.2", 80);
        Assert.Null(node.Ask("192.0.2.2", 80, 300));
        Assert.Null(Lan.Ask("192.0.2.1", 8080, 300));
        int at = warning.IndexOf("`iptables", StringComparison.Ordinal) + 1;
        string commands = warning[at..warning.IndexOf('`', at)].Replace("BRIDGE", "husk0", StringComparison.Ordinal);
        Host.Output("sh", "-c", commands);
        AssertFlows(node);
    }

    public override void Dispose()
    {
        base.Dispose();
        _etc.Dispose();
    }

    private void AssertFlows(Node node)
    {
        Assert.Equal("lan to 192.0.2.1", node.Ask("192.0.2.2", 80));
        Assert.Equal("c1 to 192.0.2.2", Lan.Ask("192.0.2.1", 8080));
    }

    /// <summary>ufw(8) on the lab's host, with a configuration that is the test's own.</summary>
    private void Ufw(string words)
    {
        if (!Directory.Exists(_etc["ufw"]))
        {
            Command.Output("cp", "-a", "/etc/ufw", _etc["ufw"]);
            Command.Output("cp", "-a", "/etc/default", _etc["default"]);
            Command.Output("mkdir", _etc["run"]);
        }

        Host.Output("unshare", "--mount", "--propagation", "private", "sh", "-c", $"""
            mount --bind {_etc["ufw"]} /etc/ufw && mount --bind {_etc["default"]} /etc/default &&
            mount --bind {_etc["run"]} /run && exec ufw {words}
            """);
    }
}
