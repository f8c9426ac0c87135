// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>/etc/hosts, /etc/hostname and /etc/resolv.conf of a container, which are files of its own on the host.</summary>
internal static class EtcFiles
{
    private const string Loopback =
        "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\n"
        + "ff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n";

    public static void Write(ContainerPaths paths, Container container)
    {
        HostConfig host = container.HostConfig;
        bool isHost = host.NetworkMode == "host";
        Put(paths.Hostname, container.Config.Hostname + "\n");
        Put(paths.Hosts, isHost ? Host("/etc/hosts") + Extra(host) : Loopback + Extra(host));
        Put(paths.ResolvConf, host.NetworkMode == "none" ? "" : Resolver(host));
    }

    private static string Extra(HostConfig host) => string.Concat(host.ExtraHosts.Select(entry =>
    {
        int colon = entry.IndexOfAny([':', '=']);
        return $"{entry[(colon + 1)..].Trim('[', ']')}\t{entry[..colon]}\n";
    }));

    private static string Resolver(HostConfig host)
    {
        if (host.Dns.Length == 0 && host.DnsSearch.Length == 0 && host.DnsOptions.Length == 0)
            return Host("/etc/resolv.conf");
        var text = new StringBuilder();
        foreach (string server in host.Dns)
            text.Append("nameserver ").Append(server).Append('\n');
        if (host.DnsSearch.Length > 0)
            text.Append("search ").AppendJoin(' ', host.DnsSearch).Append('\n');
        if (host.DnsOptions.Length > 0)
            text.Append("options ").AppendJoin(' ', host.DnsOptions).Append('\n');
        return text.ToString();
    }

    private static string Host(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    // For all to read: the container's users are not the host's.
    private static void Put(string path, string content)
    {
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0x1A4 /* 0644 */);
        Fd.Chmod(file, 0x1A4);
        Fd.WriteAll(file, Encoding.UTF8.GetBytes(content));
    }
}
