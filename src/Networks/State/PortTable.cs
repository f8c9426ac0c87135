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

    private readonly byte[] _content;
    private readonly int _begin;
    private readonly Lazy<HashSet<(string, int)>> _hostPorts;

    /// <param name="lastChosen">What the first line says.</param>
    /// <param name="content">All of the file.</param>
    /// <param name="begin">Where the first line ends.</param>
    private PortTable(int lastChosen, byte[] content, int begin)
    {
        LastChosen = lastChosen;
        _content = content;
        _begin = begin;
        _hostPorts = new Lazy<HashSet<(string, int)>>(HostPorts);
    }

    public static PortTable Empty { get; } = Parse([.. "last 0\n"u8]);

    /// <summary>The host's port that was chosen last: the next choice begins behind it, so that none is reused at
    /// once.</summary>
    public int LastChosen { get; }

    public bool IsEmpty => _content.Length == _begin;

    public IReadOnlyList<PortLease> Leases => Where("");

    /// <param name="content">What the file holds; kept.</param>
    /// <exception cref="FormatException">It is not what <see cref="ToBytes"/> makes.</exception>
    public static PortTable Parse(byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        string first = Encoding.ASCII.GetString(content, 0, int.Max(end, 0));
        if (!first.StartsWith(First, StringComparison.Ordinal) || content[^1] != '\n')
            throw new FormatException("it does not begin with a line of the port that was chosen last, or has no end");
        return new PortTable(Number(first[First.Length..]), content, end + 1);
    }

    public ReadOnlySpan<byte> ToBytes() => _content;

    public IReadOnlyList<PortLease> Of(string containerId) => Where(containerId + " ");

    /// <summary>Whether a container has that port of the host, on that address or on all.</summary>
    public bool IsTaken(PortBinding wanted) =>
        _hostPorts.Value.Contains((Text(wanted.Protocol), wanted.HostPort))
        && Leases.Any(lease => lease.Binding.Clashes(wanted));

    /// <summary>The table without some of its leases, and with others.</summary>
    public PortTable Change(IReadOnlyCollection<PortLease> gone, IReadOnlyList<PortLease> come, int lastChosen)
    {
        if (gone.Count + come.Count == 0 && lastChosen == LastChosen)
            return this;
        byte[] first = Encoding.ASCII.GetBytes($"{First}{lastChosen}\n");
        byte[] last = Encoding.ASCII.GetBytes(string.Concat(come.Select(Line)));
        byte[] content = new byte[first.Length + (_content.Length - _begin) + last.Length];
        first.CopyTo(content, 0);
        int end = CopyLines(content.AsSpan(first.Length), gone) + first.Length;
        last.CopyTo(content, end);
        if (gone.Count > 0)
            Array.Resize(ref content, end + last.Length);
        return new PortTable(lastChosen, content, first.Length);
    }

    /// <returns>How many bytes they are, without those that go.</returns>
    private int CopyLines(Span<byte> to, IReadOnlyCollection<PortLease> gone)
    {
        if (gone.Count == 0)
        {
            _content.AsSpan(_begin).CopyTo(to);
            return _content.Length - _begin;
        }

        var without = new HashSet<string>(gone.Select(Line), StringComparer.Ordinal);
        byte[] container = Encoding.ASCII.GetBytes(gone.First().ContainerId + " ");
        bool isOneContainer = gone.All(lease => lease.ContainerId == gone.First().ContainerId);
        int at = 0;
        foreach (Range range in Lines())
        {
            ReadOnlySpan<byte> line = _content.AsSpan(range);
            // Whose lines go is told by how they begin.
            bool mayGo = !isOneContainer || line.StartsWith(container);
            if (mayGo && without.Contains(Encoding.ASCII.GetString(line)))
                continue;
            line.CopyTo(to[at..]);
            at += line.Length;
        }

        return at;
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
            ReadOnlySpan<byte> line = _content.AsSpan(range);
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
            ReadOnlySpan<byte> rest = _content.AsSpan(range);
            Word(ref rest);
            ReadOnlySpan<byte> protocol = Word(ref rest);
            if (!int.TryParse(Word(ref rest), CultureInfo.InvariantCulture, out int port))
                throw Broken(Encoding.ASCII.GetString(_content.AsSpan(range)).TrimEnd(), null);
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
        for (int begin = _begin; begin < _content.Length;)
        {
            int end = Array.IndexOf(_content, (byte)'\n', begin) + 1;
            yield return begin..end;
            begin = end;
        }
    }

    private static NetworkException Broken(string line, Exception? because) => new(
        NetworkFault.Corrupt, $"the table of published ports has a line that husk did not write: {line}", because);

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
