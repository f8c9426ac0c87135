// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text;

namespace Husk.Linux.Cgroups;

/// <summary>One line of /proc/PID/cgroup: a hierarchy, and the process's cgroup in it.</summary>
/// <param name="Id">0 for the v2 hierarchy.</param>
/// <param name="Name">Controllers with commas between; <c>name=systemd</c> and its like; empty for v2.</param>
/// <param name="Path">From the root of the hierarchy, or of the cgroup namespace of the reader.</param>
/// <remarks>Source: cgroups(7), "/proc/PID/cgroup".</remarks>
internal readonly record struct ProcCgroup(int Id, string Name, string Path)
{
    /// <summary>The lines of the file.</summary>
    /// <exception cref="FormatException">A line is not of the form <c>ID:LIST:PATH</c>.</exception>
    public static List<ProcCgroup> Parse(ReadOnlySpan<byte> content)
    {
        var lines = new List<ProcCgroup>(16);
        while (!content.IsEmpty)
        {
            int end = content.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];

            // A path may have colons.
            int first = line.IndexOf((byte)':'), second = first + 1 + line[(first + 1)..].IndexOf((byte)':');
            bool whole = first >= 0 && second > first;
            if (!whole || !Utf8Parser.TryParse(line[..first], out int id, out int digits) || digits != first)
                throw new FormatException($"/proc/PID/cgroup has a line {Strace.Quote(line)}, not ID:LIST:PATH");
            string name = Encoding.UTF8.GetString(line[(first + 1)..second]);
            lines.Add(new(id, name, Encoding.UTF8.GetString(line[(second + 1)..])));
        }

        return lines;
    }
}
