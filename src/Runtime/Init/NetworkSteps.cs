// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>A new network namespace has one interface, `lo`, and it is down.</summary>
internal static class NetworkSteps
{
    public static void RaiseLoopback(PlanBuilder plan, NamespaceSet namespaces)
    {
        if ((namespaces.New & CLONE_NEWNET) == 0)
        {
            return;
        }

        // struct ifreq: 16 bytes of name, then the flags, 40 in all (netdevice(7)).
        Span<byte> request = stackalloc byte[40];
        request.Clear();
        "lo"u8.CopyTo(request);
        BitConverter.TryWriteBytes(request[16..], (short)(IFF_UP | IFF_RUNNING));
        Slot socket = plan.Slot("socket");
        plan.Step("bring lo up", "a new network namespace has it, down (network_namespaces(7))");
        plan.Call(SYS.socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0).Into(socket);
        plan.Call(SYS.ioctl, socket, SIOCSIFFLAGS, plan.Bytes(request, 8));
        plan.Call(SYS.close, socket);
    }
}
