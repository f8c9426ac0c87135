// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>How many processes of the cgroup and below the OOM killer has killed; null where memory is not controlled.</summary>
    /// <remarks>Source: cgroup-v2.rst, memory.events; cgroup-v1/memory.rst, memory.oom_control, since 4.13.</remarks>
    public ulong? OomKillCount => PathOf("memory") is { } v1
        ? Value(v1 + "/memory.oom_control", "oom_kill "u8)
        : Unified is { } unified ? Value(unified + "/memory.events", "oom_kill "u8) : null;

    /// <summary>Bytes in use; null where memory is not controlled.</summary>
    public ulong? MemoryUsage => PathOf("memory") is { } v1
        ? Value(v1 + "/memory.usage_in_bytes", default)
        : Unified is { } unified ? Value(unified + "/memory.current", default) : null;

    /// <summary>The number after a key at the start of a line; null when the file or the cgroup is gone.</summary>
    private static ulong? Value(string file, ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<byte> rest;
        try
        {
            rest = At.ReadAllIfThere(BorrowedFd.Cwd, file);
        }
        catch (SyscallException refused) when (refused.Errno == ENODEV)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            if (rest.StartsWith(key) && Utf8Parser.TryParse(rest[key.Length..], out ulong value, out _))
                return value;
            int end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return null;
    }
}
