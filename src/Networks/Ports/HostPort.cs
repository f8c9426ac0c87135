// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Ports;

/// <summary>Asks the host whether a port of its is free, by binding a socket to it for a moment.</summary>
internal static class HostPort
{
    /// <returns>0, or why not: EADDRINUSE, EADDRNOTAVAIL.</returns>
    public static int Probe(PortBinding binding)
    {
        (int type, int protocol) = binding.Protocol switch
        {
            PortProtocol.Udp => (SOCK_DGRAM, IPPROTO_UDP),
            PortProtocol.Sctp => (SOCK_STREAM, IPPROTO_SCTP),
            _ => (SOCK_STREAM, IPPROTO_TCP),
        };
        byte[] address = binding.HostAddress.GetAddressBytes();
        try
        {
            using OwnedFd socket = InetSocket.Open(address.Length == 4 ? AF_INET : AF_INET6, type, protocol);
            // Connections that linger in TIME_WAIT are in nobody's way; one that listens is, even so (socket(7)).
            if (binding.Protocol == PortProtocol.Tcp)
                InetSocket.SetOption(socket, SOL_SOCKET, SO_REUSEADDR, 1);
            InetSocket.Bind(socket, new InetAddress(address, binding.HostPort));
            return 0;
        }
        catch (SyscallException e) when (binding.Protocol == PortProtocol.Sctp
            && e.Errno is EPROTONOSUPPORT or ESOCKTNOSUPPORT)
        {
            // A kernel that has no SCTP of its own has no listener either.
            return 0;
        }
        catch (SyscallException e)
        {
            return e.Errno;
        }
    }
}
