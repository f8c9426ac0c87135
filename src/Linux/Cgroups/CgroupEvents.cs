// SPDX-License-Identifier: Apache-2.0
using System;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

/// <summary>The file of a v2 cgroup that tells of changes to whoever polls it.</summary>
/// <remarks>Source: cgroup-v2.rst, "Core Interface Files", cgroup.events: a change raises POLLPRI.</remarks>
internal static class CgroupEvents
{
    private const string Name = "/cgroup.events";

    /// <summary>Whether the file has a line; false when the cgroup is gone.</summary>
    public static bool Says(string path, ReadOnlySpan<byte> line) =>
        At.ReadAllIfThere(BorrowedFd.Cwd, path + Name) is { } content && content.AsSpan().IndexOf(line) >= 0;

    /// <summary>
    /// Waits until the file has a line; false when the time runs out, the cgroup goes, or <paramref name="interrupt"/>
    /// can be read.
    /// </summary>
    public static bool WaitFor(string path, ReadOnlySpan<byte> line, TimeSpan limit, OwnedFd? interrupt = null)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        Span<byte> buffer = stackalloc byte[256];
        while (true)
        {
            using OwnedFd? events = At.OpenIfThere(BorrowedFd.Cwd, path + Name, O_RDONLY);
            if (events is null)
                return false;
            // A change after this read wakes the poll, be it before or after the poll begins.
            int length = Fd.Read(events, buffer);
            if (buffer[..length].IndexOf(line) >= 0)
                return true;
            long left = end - Environment.TickCount64;
            if (left <= 0)
                return false;
            Span<PollEntry> entries = interrupt is null
                ? [new PollEntry(events, PollEvents.Urgent)]
                : [new PollEntry(events, PollEvents.Urgent), new PollEntry(interrupt, PollEvents.Readable)];
            Poll.Wait(entries, TimeSpan.FromMilliseconds(left));
            if (interrupt is not null && entries[1].Came != 0)
                return false;
        }
    }
}
