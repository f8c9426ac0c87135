// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
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

/// <summary>/etc/hosts, /etc/hostname and /etc/resolv.conf of a container, which are files of its own on the
/// host.</summary>
internal static class EtcFiles
{
    /// <param name="paths">Where they are.</param>
    /// <param name="container">Whose they are.</param>
    /// <param name="sandbox">Its networks; null where the namespace is the host's, or another container's.</param>
    /// <param name="sharer">Whose namespace it is, and so whose names; null for its own or the host's.</param>
    /// <param name="links">Others of the default bridge whom it knows by a name.</param>
    public static void Write(
        ContainerPaths paths, Container container, Sandbox? sandbox, ContainerPaths? sharer,
        IEnumerable<LegacyLink> links)
    {
        if (sharer is { } other)
        {
            Put(paths.Hostname, Host(other.Hostname));
            Put(paths.Hosts, Host(other.Hosts));
            Put(paths.ResolvConf, Host(other.ResolvConf));
            return;
        }

        Put(paths.Hostname, container.Config.Hostname + "\n");
        Put(paths.Hosts, Hosts(container, ContainerNetworks.ModeOf(container.HostConfig), sandbox, links));
        Put(paths.ResolvConf, Resolver(container, sandbox?.Endpoints ?? []));
    }

    /// <summary>A container that runs has other endpoints than before. What it has written itself stays.</summary>
    /// <param name="paths">Where the files are.</param>
    /// <param name="container">Whose they are, as it was before.</param>
    /// <param name="before">The endpoints that it had.</param>
    /// <param name="after">The endpoints that it has.</param>
    public static void Change(
        ContainerPaths paths, Container container, IReadOnlyList<Endpoint> before, IReadOnlyList<Endpoint> after)
    {
        string[] was = Own(before), now = Own(after);
        HashSet<string> gone = [.. was.Except(now)];
        IEnumerable<string> kept = Lines(paths.Hosts).Where(line => !gone.Contains(line));
        Put(paths.Hosts, string.Concat(kept.Concat(now.Except(was)).Select(line => line + "\n")));
        Container with = container with
        {
            HostConfig = container.HostConfig with { NetworkMode = NetworkDrivers.DefaultBridge },
        };
        if (Host(paths.ResolvConf) == Resolver(container, before))
            Put(paths.ResolvConf, Resolver(with, after));

        string[] Own(IReadOnlyList<Endpoint> endpoints) =>
            [.. HostsFile.Own(container.Config.Hostname, container.Config.Domainname, endpoints)];
    }

    /// <summary>The other end of a link has another address than before.</summary>
    public static void Relink(ContainerPaths paths, LegacyLink link)
    {
        Put(paths.Hosts, string.Concat(Lines(paths.Hosts).Select(line =>
            (line.EndsWith("\t" + link.HostNames, StringComparison.Ordinal)
                ? $"{link.Address}\t{link.HostNames}"
                : line) + "\n")));
    }

    /// <summary>A container that runs has a link no more: its line goes, which is that of the alias and an ID.</summary>
    public static void Unlink(ContainerPaths paths, string alias) =>
        Put(paths.Hosts, string.Concat(
            Lines(paths.Hosts).Where(line => !IsOfLink(line, alias)).Select(line => line + "\n")));

    private static bool IsOfLink(string line, string alias) =>
        line.Split('\t') is [_, var names] && names.Split(' ') is [var first, { Length: 12 } id, ..]
        && first == alias && !id.AsSpan().ContainsAnyExcept("0123456789abcdef");

    private static string Hosts(Container container, NetworkMode mode, Sandbox? sandbox, IEnumerable<LegacyLink> links)
    {
        IPAddress? gateway = mode.Kind == NetworkModeKind.Host ? IPAddress.Loopback : Gateway(sandbox);
        (string, IPAddress)[] extra =
            [.. container.HostConfig.ExtraHosts.Select(host => HostsFile.ParseExtra(host, gateway))];
        return mode.Kind == NetworkModeKind.Host
            ? Host("/etc/hosts") + string.Concat(extra.Select(host => $"{host.Item2}\t{host.Item1}\n"))
            : HostsFile.Text(container.Config.Hostname, container.Config.Domainname, sandbox?.Endpoints ?? [], extra,
                [.. links.Select(link => (link.Address, link.HostNames))]);
    }

    private static string Resolver(Container container, IReadOnlyList<Endpoint> endpoints)
    {
        HostConfig host = container.HostConfig;
        NetworkMode mode = ContainerNetworks.ModeOf(host);
        var settings = new ResolverSettings { Servers = host.Dns, Search = host.DnsSearch, Options = host.DnsOptions };
        string ofHost = Host("/etc/resolv.conf");
        return ContainerNetworks.HasResolver(endpoints)
            ? ResolverFile.ForResolver(ofHost, settings)
            : ResolverFile.ForServers(ofHost, settings, sharesHost: mode.Kind == NetworkModeKind.Host);
    }

    private static IPAddress? Gateway(Sandbox? sandbox) =>
        sandbox?.Endpoints.Select(endpoint => endpoint.Ipv4Gateway ?? endpoint.Ipv6Gateway)
            .FirstOrDefault(address => address is not null);

    // Blank ones and comments too: they are somebody's.
    private static string[] Lines(string path) =>
        Host(path) is { Length: > 0 } text ? text.TrimEnd('\n').Split('\n') : [];

    private static string Host(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    // For all to read: the container's users are not the host's.
    private static void Put(string path, string content)
    {
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0x1A4 /* 0644 */);
        Fd.Chmod(file, 0x1A4);
        Fd.WriteAll(file, Encoding.UTF8.GetBytes(content));
    }
}
