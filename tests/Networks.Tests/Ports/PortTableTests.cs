// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Net;
using Husk.Networks.Ports;
using Husk.Networks.State;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Ports;

/// <summary>The file of published ports.</summary>
public sealed class PortTableTests : Lab
{
    [Fact]
    public void What_is_written_is_read_again_and_a_change_leaves_the_others_alone()
    {
        PortLease[] leases =
        [
            Lease("a", 80, "0.0.0.0"), Lease("ab", 81, "127.0.0.1"), Lease("b", 82, "0.0.0.0", PortProtocol.Udp),
            new("a", new PortBinding(53, PortProtocol.Sctp, IPAddress.IPv6Any, 83), IPAddress.Parse("fd00::2")),
        ];
        PortTable table = PortTable.Parse(PortTable.Empty.Change([], leases, 40000).ToBytes().ToArray());
        Assert.Equal(leases, table.Leases);
        Assert.Equal(40000, table.LastChosen);
        Assert.Equal([leases[0], leases[3]], table.Of("a"));
        PortLease more = Lease("c", 84, "0.0.0.0");
        Assert.Equal([leases[1], leases[2], more], table.Change(table.Of("a"), [more], 40001).Leases);
        Assert.Empty(table.Change(leases, [], 0).Leases);
    }

    [Fact]
    public void A_port_is_taken_on_its_address_and_by_everywhere()
    {
        PortTable table = PortTable.Empty.Change(
            [],
            [Lease("a", 80, "127.0.0.1"), Lease("a", 81, "0.0.0.0"), Lease("b", 82, "0.0.0.0", PortProtocol.Udp)],
            0);
        Assert.True(table.IsTaken(Lease("c", 80, "0.0.0.0").Binding));
        Assert.True(table.IsTaken(Lease("c", 80, "127.0.0.1").Binding));
        Assert.False(table.IsTaken(Lease("c", 80, "192.0.2.1").Binding));
        Assert.True(table.IsTaken(Lease("c", 81, "192.0.2.1").Binding));
        Assert.False(table.IsTaken(Lease("c", 81, "::").Binding));
        Assert.False(table.IsTaken(Lease("c", 82, "0.0.0.0").Binding));
        Assert.True(table.IsTaken(Lease("c", 82, "0.0.0.0", PortProtocol.Udp).Binding));
    }

    [Theory]
    [InlineData("")]
    [InlineData("last many\n")]
    [InlineData("last 0\na tcp 80 0.0.0.0 80")]
    [InlineData("last 0\na tcp\n")]
    [InlineData("last 0\na tcp 80 0.0.0.0 80 10.207.0.2 more\n")]
    [InlineData("last 0\na icmp 80 0.0.0.0 80 10.207.0.2\n")]
    public void Another_file_is_refused(string content)
    {
        File.WriteAllText(Path.Combine(RunDirectory, "networks", "ports"), content);
        var refusal = Assert.Throws<NetworkException>(() => Start("c1", "bridge", "8080:80").Sandbox.Bindings.Count
            + Store.Bindings().Count);
        Assert.Equal(NetworkFault.Corrupt, refusal.Fault);
    }

    private static PortLease Lease(
        string container, int port, string host, PortProtocol protocol = PortProtocol.Tcp) =>
        new(container, new PortBinding(8000, protocol, IPAddress.Parse(host), port), IPAddress.Parse("10.207.0.2"));
}
