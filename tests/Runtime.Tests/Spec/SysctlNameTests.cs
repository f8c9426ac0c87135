// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Spec;

public class SysctlNameTests
{
    [Theory]
    [InlineData("net.ipv4.ip_forward", "net/ipv4/ip_forward")]
    [InlineData("net/ipv4/ip_forward", "net/ipv4/ip_forward")]
    [InlineData("net.ipv4.conf.eth0/100.forwarding", "net/ipv4/conf/eth0.100/forwarding")]
    [InlineData("net/ipv4/conf/eth0.100/forwarding", "net/ipv4/conf/eth0.100/forwarding")]
    public void Dots_and_slashes_are_read_as_sysctl_reads_them(string name, string file) =>
        Assert.Equal(file, SysctlName.FileOf(name));
}
