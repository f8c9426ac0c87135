// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Husk.Networks.Addresses;

namespace Husk.Networks.Ports;

/// <summary>One port of a container that is to be published: what an argument of <c>-p</c> says, range by
/// range.</summary>
/// <param name="ContainerPort">1 to 65535.</param>
/// <param name="Protocol">Its protocol.</param>
public sealed record PortMapping(int ContainerPort, PortProtocol Protocol)
{
    /// <summary>The host's address; null for all of them.</summary>
    public IPAddress? HostAddress { get; init; }

    /// <summary>The host's port, or the first of those it may be; 0 for one that is chosen.</summary>
    public int HostPort { get; init; }

    /// <summary>The last of those it may be (<c>8000-9000:80</c>); otherwise <see cref="HostPort"/>.</summary>
    public int LastHostPort { get; init; }

    /// <summary>Whether a binding is of this port, on that address and port of the host where it names them.</summary>
    public bool Covers(PortBinding binding) =>
        ContainerPort == binding.ContainerPort
        && Protocol == binding.Protocol
        && (HostAddress is null || HostAddress.Equals(binding.HostAddress))
        && (HostPort == 0 || (binding.HostPort >= HostPort && binding.HostPort <= LastHostPort));

    /// <summary>
    /// Reads <c>80</c>, <c>8080:80</c>, <c>127.0.0.1:8080:80</c>, <c>127.0.0.1::80</c>, <c>[::1]:8080:80</c>, ranges of
    /// as many ports on both sides or of one container port, and <c>/tcp</c>, <c>/udp</c>, <c>/sctp</c> behind each.
    /// </summary>
    /// <exception cref="NetworkException">It is none of these; in docker's words where a user may know
    /// them.</exception>
    public static IReadOnlyList<PortMapping> Parse(string argument)
    {
        (string ports, PortProtocol protocol) = SplitProtocol(argument);
        int beforeContainer = ports.LastIndexOf(':');
        string container = ports[(beforeContainer + 1)..];
        string host = "", address = "";
        if (beforeContainer >= 0)
        {
            string rest = ports[..beforeContainer];
            int beforeHost = rest.LastIndexOf(':');
            // The colons of [2001:db8::1] are not those between the parts.
            if (rest.EndsWith(']'))
                throw NetworkException.Invalid($"invalid hostPort: {rest}: the form is [ADDRESS]:HOST:CONTAINER");
            host = rest[(beforeHost + 1)..];
            address = beforeHost < 0 ? "" : rest[..beforeHost];
        }

        // In docker's order: the address, the container's port, the host's.
        IPAddress? at = address.Length == 0 ? null : HostAddressOf(address);
        if (container.Length == 0)
            throw NetworkException.Invalid($"no port specified: {argument}<empty>");
        (int first, int last) = Range(container, "containerPort");
        // To docker 0 is a port that is to be chosen.
        (int firstHost, int lastHost) = host is "" or "0" ? (0, 0) : Range(host, "hostPort");
        if (firstHost != 0 && last - first != lastHost - firstHost && first != last)
        {
            throw NetworkException.Invalid(
                $"invalid ranges specified for container and host Ports: {container} and {host}");
        }
        bool isPool = first == last;
        var mappings = new List<PortMapping>();
        for (int i = 0; i <= last - first; i++)
        {
            mappings.Add(new PortMapping(first + i, protocol)
            {
                HostAddress = at,
                HostPort = firstHost == 0 ? 0 : firstHost + i,
                LastHostPort = firstHost == 0 ? 0 : isPool ? lastHost : firstHost + i,
            });
        }

        return mappings;
    }

    /// <summary>Reads an argument of <c>--expose</c>, or a key of an image's ExposedPorts: <c>80</c>,
    /// <c>7000-7009/udp</c>.</summary>
    public static IReadOnlyList<PortMapping> ParseExposed(string argument)
    {
        if (argument.Contains(':'))
            throw NetworkException.Invalid($"invalid port format for --expose: {argument}");
        try
        {
            string ports = argument.Split('/')[0];
            if (ports.Length == 0)
                throw NetworkException.Invalid("empty string specified for ports");
            if (ports.Split('-') is [var first, var last] && int.TryParse(first, out int from)
                && int.TryParse(last, out int to) && from > to)
            {
                throw NetworkException.Invalid($"invalid range specified for port: {ports}");
            }

            return Parse(argument);
        }
        catch (NetworkException refusal)
        {
            throw NetworkException.Invalid($"invalid range format for --expose: {argument}, error: {refusal.Message}");
        }
    }

    private static IPAddress HostAddressOf(string text)
    {
        try
        {
            return AddressText.Parse(text, "IP address");
        }
        catch (NetworkException refusal)
        {
            throw new NetworkException(refusal.Fault, $"invalid IP address: {text}", refusal);
        }
    }

    private static (string Ports, PortProtocol Protocol) SplitProtocol(string argument)
    {
        int slash = argument.LastIndexOf('/');
        if (slash < 0)
            return (argument, PortProtocol.Tcp);
        return (argument[..slash], argument[(slash + 1)..].ToLowerInvariant() switch
        {
            "" or "tcp" => PortProtocol.Tcp,
            "udp" => PortProtocol.Udp,
            "sctp" => PortProtocol.Sctp,
            string other => throw NetworkException.Invalid($"invalid proto: {other}"),
        });
    }

    private static (int First, int Last) Range(string text, string what)
    {
        string[] ends = text.Split('-');
        int first = Number(ends[0]);
        int last = ends.Length == 1 ? first : Number(ends[^1]);
        return ends.Length <= 2 && first > 0 && last >= first
            ? (first, last)
            : throw NetworkException.Invalid($"invalid {what}: {text}");

        static int Number(string digits) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port < 65536
                ? port
                : 0;
    }
}
