// SPDX-License-Identifier: Apache-2.0
using System;
using System.Net;
using Husk.Networks.Names;
using Husk.Networks.Ports;

namespace Husk.Networks.Tests.Names;

/// <summary>The files and variables that a container finds names in.</summary>
public sealed class FileTests
{
    private const string Host = """
        # made by somebody
        nameserver 127.0.0.53
        nameserver 192.0.2.53
        nameserver ::1
        search one.example
        search corp.example example.com
        options edns0 trust-ad
        """;

    private static readonly Endpoint Endpoint = new()
    {
        Id = new string('e', 64),
        NetworkId = new string('n', 64),
        Network = "front",
        ContainerId = new string('c', 64),
        Interface = "eth0",
        MacAddress = "02:42:0a:cf:00:02",
        Ipv4 = IPAddress.Parse("10.207.0.2"),
    };

    [Fact]
    public void Hosts_has_loopback_what_was_added_the_container_itself_and_its_links() => Assert.Equal(
        "127.0.0.1\tlocalhost\n203.0.113.1\tgate\n2001:db8::1\tsix\n10.207.0.2\tbox.example.com box\n10.207.0.3\tmysql 0123456789ab db\n",
        HostsFile.Text(
            "box",
            "example.com",
            [Endpoint],
            [HostsFile.ParseExtra("gate:203.0.113.1", null), HostsFile.ParseExtra("six=[2001:db8::1]", null)],
            [(IPAddress.Parse("10.207.0.3"), "mysql 0123456789ab db")]));

    [Fact]
    public void Hosts_speaks_of_ipv6_where_there_is_some()
    {
        string text =
            HostsFile.Text("web.example.com", "", [Endpoint with { Ipv6 = IPAddress.Parse("fd00::2") }], [], []);
        Assert.StartsWith(
            "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "10.207.0.2\tweb.example.com web\nfd00::2\tweb.example.com web\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hosts_gateway_has_a_name_of_its_own()
    {
        Assert.Equal(("host.internal", IPAddress.Parse("10.207.0.1")),
            HostsFile.ParseExtra("host.internal:host-gateway", IPAddress.Parse("10.207.0.1")));
        Assert.Contains("unable to derive",
            Assert.Throws<NetworkException>(() => HostsFile.ParseExtra("h:host-gateway", null)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData(":1.2.3.4")]
    [InlineData("name:")]
    [InlineData("name:1.2.3")]
    [InlineData("name:elsewhere")]
    public void What_is_no_added_host_is_refused(string argument) =>
        Assert.Equal(NetworkFault.InvalidArgument,
            Assert.Throws<NetworkException>(() => HostsFile.ParseExtra(argument, null)).Fault);

    [Fact]
    public void With_a_resolver_of_its_own_a_container_asks_that_alone()
    {
        Assert.Equal("nameserver 127.0.0.11\nsearch corp.example example.com\noptions edns0 trust-ad ndots:0\n",
            ResolverFile.ForResolver(Host, new ResolverSettings()));
        Assert.Equal(
            "nameserver 127.0.0.11\noptions ndots:2\n",
            ResolverFile.ForResolver(Host, new ResolverSettings
            {
                Servers = ["192.0.2.1"],
                Search = ["."],
                Options = ["ndots:2"],
            }));
    }

    [Fact]
    public void Without_it_asks_the_hosts_servers_that_it_can_reach()
    {
        Assert.Equal("nameserver 192.0.2.53\nsearch corp.example example.com\noptions edns0 trust-ad\n",
            ResolverFile.ForServers(Host, new ResolverSettings(), sharesHost: false));
        Assert.StartsWith("nameserver 127.0.0.53\nnameserver 192.0.2.53\nnameserver ::1\n",
            ResolverFile.ForServers(Host, new ResolverSettings(), sharesHost: true), StringComparison.Ordinal);
        Assert.Equal("nameserver 8.8.8.8\nnameserver 8.8.4.4\n",
            ResolverFile.ForServers("nameserver 127.0.0.1\n", new ResolverSettings(), sharesHost: false));
        Assert.Equal("nameserver 192.0.2.1\nsearch a.example\n", ResolverFile.ForServers("", new ResolverSettings
        {
            Servers = ["192.0.2.1"],
            Search = ["a.example"],
        }, sharesHost: false));
    }

    [Fact]
    public void A_link_is_variables_and_a_line_of_hosts()
    {
        var link = new LegacyLink("web", "my-sql", "db", "0123456789abcdef", IPAddress.Parse("10.207.0.3"));
        Assert.Equal("my-sql 0123456789ab db", link.HostNames);
        Assert.Equal(
            [
                "MY_SQL_PORT=tcp://10.207.0.3:3306",
                "MY_SQL_PORT_3306_TCP=tcp://10.207.0.3:3306",
                "MY_SQL_PORT_3306_TCP_ADDR=10.207.0.3",
                "MY_SQL_PORT_3306_TCP_PORT=3306",
                "MY_SQL_PORT_3306_TCP_PROTO=tcp",
                "MY_SQL_NAME=/web/my-sql",
                "MY_SQL_ENV_PASSWORD=a=b",
            ],
            link.Environment(PortMapping.ParseExposed("3306"), ["PATH=/bin", "HOME=/root", "PASSWORD=a=b", "NOTHING"]));
        string[] range = [.. link.Environment(PortMapping.ParseExposed("7000-7002/udp"), [])];
        Assert.Contains("MY_SQL_PORT_7000_UDP_START=udp://10.207.0.3:7000", range);
        Assert.Contains("MY_SQL_PORT_7000_UDP_PORT_END=7002", range);
        Assert.Contains("MY_SQL_PORT_7001_UDP_ADDR=10.207.0.3", range);
    }
}
