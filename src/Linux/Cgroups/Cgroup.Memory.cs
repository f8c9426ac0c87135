// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// How many processes of the cgroup and below the OOM killer has killed; null where memory is not controlled.
    /// </summary>
    /// <remarks>Source: cgroup-v2.rst, memory.events; cgroup-v1/memory.rst, memory.oom_control, since 4.13.</remarks>
    public ulong? OomKillCount => PathOf("memory") is { } v1
        ? Value(v1 + "/memory.oom_control", "oom_kill ")
        : Unified is { } unified ? Value(unified + "/memory.events", "oom_kill ") : null;

    /// <summary>Bytes in use; null where memory is not controlled.</summary>
    public ulong? MemoryUsage => PathOf("memory") is { } v1
        ? Value(v1 + "/memory.usage_in_bytes", "")
        : Unified is { } unified ? Value(unified + "/memory.current", "") : null;

    /// <summary>The number after a key at the start of a line; null when the file or the cgroup is gone.</summary>
    private static ulong? Value(string file, string key)
    {
        foreach (ReadOnlySpan<char> line in CgroupFile.Read(file).AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(key))
                continue;
            if (ulong.TryParse(line[key.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
                return value;
        }

        return null;
    }
}
