// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using Husk.Networks.Ports;

namespace Husk.Networks.State;

/// <summary>
/// The published ports of this host: <c>ports</c>, whose first line has the port that was chosen last, and each further
/// one a lease. Who publishes one port among many copies the others' lines, and makes nothing of them.
/// </summary>
internal sealed class PortTable
{
    private const string First = "last ";

    private readonly byte[] _lines;
    private readonly Lazy<HashSet<(string, int)>> _hostPorts;

    private PortTable(int lastChosen, byte[] lines)
    {
        LastChosen = lastChosen;
        _lines = lines;
        _hostPorts = new Lazy<HashSet<(string, int)>>(HostPorts);
    }

    public static PortTable Empty { get; } = new(0, []);

    /// <summary>The host's port that was chosen last: the next choice begins behind it, so that none is reused at
    /// once.</summary>
    public int LastChosen { get; }

    public bool IsEmpty => _lines.Length == 0;

    public IReadOnlyList<PortLease> Leases => Where("");

    /// <exception cref="FormatException">It is not what <see cref="ToBytes"/> makes.</exception>
    public static PortTable Parse(byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        string first = Encoding.ASCII.GetString(content, 0, int.Max(end, 0));
        if (!first.StartsWith(First, StringComparison.Ordinal) || content[^1] != '\n')
            throw new FormatException("it does not begin with a line of the port that was chosen last, or has no end");
        return new PortTable(Number(first[First.Length..]), content[(end + 1)..]);
    }

    public byte[] ToBytes() => [.. Encoding.ASCII.GetBytes($"{First}{LastChosen}\n"), .. _lines];

    public IReadOnlyList<PortLease> Of(string containerId) => Where(containerId + " ");

    /// <summary>Whether a container has that port of the host, on that address or on all.</summary>
    public bool IsTaken(PortBinding wanted) =>
        _hostPorts.Value.Contains((Text(wanted.Protocol), wanted.HostPort))
        && Leases.Any(lease => lease.Binding.Clashes(wanted));

    /// <summary>The table without some of its leases, and with others.</summary>
    public PortTable Change(IReadOnlyCollection<PortLease> gone, IReadOnlyList<PortLease> come, int lastChosen)
    {
        var without = new HashSet<string>(gone.Select(Line), StringComparer.Ordinal);
        var lines = new List<byte>(_lines.Length + come.Count * 128);
        foreach (Range range in Lines())
        {
            ReadOnlySpan<byte> line = _lines.AsSpan(range);
            if (without.Count == 0 || !without.Contains(Encoding.ASCII.GetString(line)))
                lines.AddRange(line);
        }

        foreach (PortLease lease in come)
            lines.AddRange(Encoding.ASCII.GetBytes(Line(lease)));
        return new PortTable(lastChosen, [.. lines]);
    }

    private static string Line(PortLease lease) => string.Create(
        CultureInfo.InvariantCulture,
        $"{lease.ContainerId} {Text(lease.Binding.Protocol)} {lease.Binding.HostPort} {lease.Binding.HostAddress} {lease.Binding.ContainerPort} {lease.Target}\n");

    private List<PortLease> Where(string beginning)
    {
        byte[] begin = Encoding.ASCII.GetBytes(beginning);
        var leases = new List<PortLease>();
        foreach (Range range in Lines())
        {
            ReadOnlySpan<byte> line = _lines.AsSpan(range);
            if (line.StartsWith(begin))
                leases.Add(Lease(Encoding.ASCII.GetString(line[..^1])));
        }

        return leases;
    }

    private static PortLease Lease(string line)
    {
        try
        {
            string[] parts = line.Split(' ');
            return parts is [var container, var protocol, var hostPort, var host, var port, var target]
                ? new PortLease(
                    container,
                    new PortBinding(Number(port), Protocol(protocol), IPAddress.Parse(host), Number(hostPort)),
                    IPAddress.Parse(target))
                : throw new FormatException($"{parts.Length} words");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Broken(line, e);
        }
    }

    private HashSet<(string, int)> HostPorts()
    {
        var ports = new HashSet<(string, int)>();
        foreach (Range range in Lines())
        {
            ReadOnlySpan<byte> rest = _lines.AsSpan(range);
            Word(ref rest);
            ReadOnlySpan<byte> protocol = Word(ref rest);
            if (!int.TryParse(Word(ref rest), CultureInfo.InvariantCulture, out int port))
                throw Broken(Encoding.ASCII.GetString(_lines.AsSpan(range)).TrimEnd(), null);
            ports.Add((protocol.SequenceEqual("tcp"u8) ? "tcp" : Encoding.ASCII.GetString(protocol), port));
        }

        return ports;
    }

    /// <summary>Takes the first word of a line away.</summary>
    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return word;
    }

    /// <summary>Each with its newline.</summary>
    private IEnumerable<Range> Lines()
    {
        for (int begin = 0; begin < _lines.Length;)
        {
            int end = Array.IndexOf(_lines, (byte)'\n', begin) + 1;
            yield return begin..end;
            begin = end;
        }
    }

    private static NetworkException Broken(string line, Exception? because) => new(
        NetworkFault.Conflict, $"the table of published ports has a line that husk did not write: {line}", because);

    private static string Text(PortProtocol protocol) => protocol.ToString().ToLowerInvariant();

    private static PortProtocol Protocol(string text) => text switch
    {
        "tcp" => PortProtocol.Tcp,
        "udp" => PortProtocol.Udp,
        "sctp" => PortProtocol.Sctp,
        _ => throw new FormatException($"no protocol {text}"),
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
