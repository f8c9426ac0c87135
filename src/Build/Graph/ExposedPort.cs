// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Build.Graph;

/// <summary>A word of EXPOSE: <c>PORT[-PORT][/PROTOCOL]</c>.</summary>
internal static class ExposedPort
{
    /// <summary>Each port as an image has it: <c>80/tcp</c>.</summary>
    /// <exception cref="FormatException">It is no port; in docker's words.</exception>
    public static IEnumerable<string> Parse(string word)
    {
        string[] parts = word.Split('/', 2);
        string protocol = parts.Length > 1 && parts[1].Length > 0 ? parts[1].ToLowerInvariant() : "tcp";
        if (protocol is not ("tcp" or "udp" or "sctp"))
            throw new FormatException($"invalid proto: {parts[1]}");
        // "80:8080" and "127.0.0.1:80:80" are of `docker run`; the container's port is the last.
        string range = parts[0][(parts[0].LastIndexOf(':') + 1)..];
        string[] ends = range.Split('-', 2);
        if (!Number(ends[0], out int first) || !Number(ends[^1], out int last) || last < first)
            throw new FormatException($"invalid containerPort: {range}");
        var ports = new List<string>();
        for (int port = first; port <= last; port++)
            ports.Add(string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol}"));
        return ports;
    }

    private static bool Number(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
