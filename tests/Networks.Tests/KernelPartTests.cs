// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Networks.Tests;

/// <summary>What a kernel is not built with is told of, and no other refusal.</summary>
public sealed class KernelPartTests
{
    // errno(3), of asm-generic.
    private const int EINVAL = 22, EOPNOTSUPP = 95;

    [Fact]
    public void What_the_kernel_has_is_used() => Assert.Equal(7, KernelPart.Bridges.Use(() => 7));

    [Fact]
    public void What_it_has_not_is_told_with_what_to_do()
    {
        var refusal = Assert.Throws<NetworkException>(() => KernelPart.Bridges.Use<int>(
            () => throw new SyscallException("netlink(RTM_NEWLINK, bridge \"husk0\")", EOPNOTSUPP)));
        Assert.Equal(NetworkFault.Unsupported, refusal.Fault);
        Assert.Equal("netlink(RTM_NEWLINK, bridge \"husk0\") = EOPNOTSUPP (Operation not supported): this kernel has no "
            + "bridges (CONFIG_BRIDGE), which networks of containers need: use --network none or host", refusal.Message);
    }

    [Fact]
    public void Netfilter_says_so_in_another_way()
    {
        var refused = new SyscallException("netlink", EINVAL);
        Assert.Throws<NetworkException>(() => KernelPart.FirewallTables.Use<int>(() => throw refused));
        Assert.Same(refused, Assert.Throws<SyscallException>(() => KernelPart.Bridges.Use<int>(() => throw refused)));
    }
}
