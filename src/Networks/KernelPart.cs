// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks;

/// <summary>Parts of the kernel that networks are made of, and a small kernel may have been built without.</summary>
/// <param name="What">In words, plural.</param>
/// <param name="Option">Of the kernel's configuration.</param>
internal sealed record KernelPart(string What, string Option)
{
    public static readonly KernelPart Bridges = new("bridges", "CONFIG_BRIDGE");
    public static readonly KernelPart FirewallTables = new("nftables for IPv4 and IPv6", "CONFIG_NF_TABLES_INET");

    /// <param name="ask">Asks the kernel for it, in a request without a mistake of its own.</param>
    /// <exception cref="NetworkException">This kernel does not have it (Unsupported).</exception>
    public T Use<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        // What netfilter says where nobody has registered for a message's part of it is EINVAL (nfnetlink_rcv_msg).
        catch (SyscallException e) when (e.Errno is EOPNOTSUPP or EPROTONOSUPPORT or EAFNOSUPPORT
            || (e.Errno is EINVAL && ReferenceEquals(this, FirewallTables)))
        {
            throw new NetworkException(NetworkFault.Unsupported,
                $"{e.Message}: this kernel has no {What} ({Option}), which networks of containers need: "
                + "use --network none or host", e);
        }
    }
}
