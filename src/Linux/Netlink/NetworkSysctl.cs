// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace Husk.Linux.Netlink;

/// <summary>
/// The files below /proc/sys/net, which are those of the network namespace that the caller is in
/// (network_namespaces(7)).
/// </summary>
public static class NetworkSysctl
{
    private const int MostBytes = 4096;

    /// <summary>A value without its newline; null where the kernel has no such file.</summary>
    /// <param name="name"><c>ipv4/ip_forward</c>: with slashes, because a name of an interface may have dots.</param>
    public static string? Read(string name)
    {
        byte[]? content = At.ReadAllIfThere(BorrowedFd.Cwd, "/proc/sys/net/" + name, MostBytes);
        return content is null ? null : Encoding.ASCII.GetString(content).TrimEnd('\n');
    }

    public static void Write(string name, string value) =>
        At.Write(BorrowedFd.Cwd, "/proc/sys/net/" + name, Encoding.ASCII.GetBytes(value));
}
