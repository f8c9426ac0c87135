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
    public static bool Says(string path, ReadOnlySpan<byte> line)
    {
        using OwnedFd? events = Open(path);
        return events is not null && Says(events, line) == true;
    }

    /// <summary>
    /// Waits until the file has a line; false when the time runs out, the cgroup goes, or <paramref name="interrupt"/>
    /// can be read.
    /// </summary>
    public static bool WaitFor(string path, ReadOnlySpan<byte> line, TimeSpan limit, OwnedFd? interrupt = null)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (true)
        {
            using OwnedFd? events = Open(path);
            // A change after this read wakes the poll, be it before or after the poll begins.
            if (events is null || Says(events, line) is not { } says)
                return false;
            if (says)
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

    private static OwnedFd? Open(string path) => At.OpenIfThere(BorrowedFd.Cwd, path + Name, O_RDONLY);

    /// <summary>
    /// Null when the cgroup went away between open(2) and read(2): systemd removes those of its units.
    /// </summary>
    internal static bool? Says(OwnedFd events, ReadOnlySpan<byte> line)
    {
        Span<byte> buffer = stackalloc byte[256];
        try
        {
            return buffer[..Fd.Read(events, buffer)].IndexOf(line) >= 0;
        }
        catch (SyscallException gone) when (gone.Errno == ENODEV)
        {
            return null;
        }
    }
}
