// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Networks.Ports;

namespace Husk.Networks.Tests.Ports;

/// <summary>Every form of <c>-p</c>.</summary>
public sealed class PortMappingTests
{
    [Theory]
    [InlineData("3306", "- 0-0 > 3306 Tcp")]
    [InlineData("8000:3000", "- 8000-8000 > 3000 Tcp")]
    [InlineData("8000:3000/tcp", "- 8000-8000 > 3000 Tcp")]
    [InlineData("53:53/UDP", "- 53-53 > 53 Udp")]
    [InlineData("3868/sctp", "- 0-0 > 3868 Sctp")]
    [InlineData("127.0.0.1:8000:3000", "127.0.0.1 8000-8000 > 3000 Tcp")]
    [InlineData("127.0.0.1::3000", "127.0.0.1 0-0 > 3000 Tcp")]
    [InlineData(":8000:3000", "- 8000-8000 > 3000 Tcp")]
    [InlineData("[2001:db8::1]:8000:3000/udp", "2001:db8::1 8000-8000 > 3000 Udp")]
    [InlineData("[::1]::3000", "::1 0-0 > 3000 Tcp")]
    [InlineData("2001:db8::1:8000:3000", "2001:db8::1 8000-8000 > 3000 Tcp")]
    [InlineData("8000-8001:3000-3001", "- 8000-8000 > 3000 Tcp, - 8001-8001 > 3001 Tcp")]
    [InlineData("0:80", "- 0-0 > 80 Tcp")]
    [InlineData("3000-3001", "- 0-0 > 3000 Tcp, - 0-0 > 3001 Tcp")]
    [InlineData("8000-9000:3000", "- 8000-9000 > 3000 Tcp")]
    public void A_form_is_read(string argument, string expected) =>
        Assert.Equal(expected, string.Join(", ", PortMapping.Parse(argument).Select(mapping =>
            $"{mapping.HostAddress?.ToString() ?? "-"} {mapping.HostPort}-{mapping.LastHostPort} > {mapping.ContainerPort} {mapping.Protocol}")));

    [Theory]
    [InlineData("", "no port specified")]
    [InlineData("8000:", "no port specified")]
    [InlineData("x", "invalid containerPort: x")]
    [InlineData("0", "invalid containerPort: 0")]
    [InlineData("65536", "invalid containerPort: 65536")]
    [InlineData("-1", "invalid containerPort")]
    [InlineData("x:80", "invalid hostPort: x")]
    [InlineData("0-1:80", "invalid hostPort: 0-1")]
    [InlineData("80/icmp", "invalid proto: icmp")]
    [InlineData("10.0.0.300:1:2", "invalid IP address: 10.0.0.300")]
    [InlineData("10.1:1:2", "invalid IP address: 10.1")]
    [InlineData("localhost:1:2", "invalid IP address: localhost")]
    [InlineData("1-3:1-2", "invalid ranges specified for container and host Ports: 1-2 and 1-3")]
    [InlineData("3-1", "invalid containerPort: 3-1")]
    [InlineData("1-2-3", "invalid containerPort: 1-2-3")]
    [InlineData("[::1]:80", "the form is [ADDRESS]:HOST:CONTAINER")]
    public void What_is_none_is_refused_with_the_reason(string argument, string expected)
    {
        var refusal = Assert.Throws<NetworkException>(() => PortMapping.Parse(argument));
        Assert.Equal(NetworkFault.InvalidArgument, refusal.Fault);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exposed_ports_have_no_hosts_side()
    {
        Assert.Equal([7000, 7001], PortMapping.ParseExposed("7000-7001/udp").Select(port => port.ContainerPort));
        Assert.Throws<NetworkException>(() => PortMapping.ParseExposed("80:80"));
    }
}
