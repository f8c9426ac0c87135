// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using Husk.Engine.Networks;
using Husk.Linux;
using Husk.Networks;
using Husk.Networks.Names;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>/etc/hosts, /etc/hostname and /etc/resolv.conf of a container, which are files of its own on the host.</summary>
internal static class EtcFiles
{
    /// <param name="paths">Where they are.</param>
    /// <param name="container">Whose they are.</param>
    /// <param name="sandbox">Its networks; null where the namespace is the host's, or another container's.</param>
    /// <param name="sharer">Whose namespace it is, and so whose names; null for its own or the host's.</param>
    public static void Write(ContainerPaths paths, Container container, Sandbox? sandbox, ContainerPaths? sharer)
    {
        if (sharer is { } other)
        {
            Put(paths.Hostname, Host(other.Hostname));
            Put(paths.Hosts, Host(other.Hosts));
            Put(paths.ResolvConf, Host(other.ResolvConf));
            return;
        }

        HostConfig host = container.HostConfig;
        NetworkMode mode = ContainerNetworks.ModeOf(host);
        Put(paths.Hostname, container.Config.Hostname + "\n");
        Put(paths.Hosts, Hosts(container, mode, sandbox));
        Put(paths.ResolvConf, mode.Kind == NetworkModeKind.None ? "" : Resolver(host, mode, sandbox));
    }

    private static string Hosts(Container container, NetworkMode mode, Sandbox? sandbox)
    {
        (string, IPAddress)[] extra = [.. container.HostConfig.ExtraHosts.Select(host => HostsFile.ParseExtra(host, Gateway(sandbox)))];
        return mode.Kind == NetworkModeKind.Host
            ? Host("/etc/hosts") + string.Concat(extra.Select(host => $"{host.Item2}\t{host.Item1}\n"))
            : HostsFile.Text(container.Config.Hostname, container.Config.Domainname, sandbox?.Endpoints ?? [], extra, []);
    }

    private static string Resolver(HostConfig host, NetworkMode mode, Sandbox? sandbox)
    {
        var settings = new ResolverSettings { Servers = host.Dns, Search = host.DnsSearch, Options = host.DnsOptions };
        string ofHost = Host("/etc/resolv.conf");
        return ContainerNetworks.HasResolver(sandbox)
            ? ResolverFile.ForResolver(ofHost, settings)
            : ResolverFile.ForServers(ofHost, settings, sharesHost: mode.Kind == NetworkModeKind.Host);
    }

    private static IPAddress? Gateway(Sandbox? sandbox) =>
        sandbox?.Endpoints.Select(endpoint => endpoint.Ipv4Gateway ?? endpoint.Ipv6Gateway).FirstOrDefault(address => address is not null);

    private static string Host(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    // For all to read: the container's users are not the host's.
    private static void Put(string path, string content)
    {
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0x1A4 /* 0644 */);
        Fd.Chmod(file, 0x1A4);
        Fd.WriteAll(file, Encoding.UTF8.GetBytes(content));
    }
}
