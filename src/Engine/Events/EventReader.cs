// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Engine.Containers.Logs;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Events;

/// <summary>Reads the log of events, and follows it as other processes write it.</summary>
internal static class EventReader
{
    /// <param name="directory">Where the log is.</param>
    /// <param name="path">The log, which need not be there yet.</param>
    /// <param name="since">From when on; null for now.</param>
    /// <param name="until">Up to when; null for ever.</param>
    /// <param name="sink">Gets each.</param>
    public static void Read(
        string directory, string path, DateTimeOffset? since, DateTimeOffset? until, Action<EngineEvent> sink)
    {
        At.MkdirIfMissing(BorrowedFd.Cwd, directory, 0x1C9 /* 0711 */);
        using var watch = new DirectoryWatch(directory);
        using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_CREAT | O_NOFOLLOW, 0x180 /* 0600 */);
        // Who does not ask for the past wants to see what comes; with an end alone, all up to it.
        if (since is null && until is null)
            Fd.SeekTo(file, Fd.Stat(file).Size);
        var reader = new RecordReader(new LogPart(file, isCompressed: false));
        while (true)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            while (reader.TryNext(out ReadOnlySpan<byte> line))
            {
                if (EngineEvent.TryParse(line) is { } happened && !(happened.Time < since) && !(happened.Time > until))
                    sink(happened);
            }
            if (until <= now)
                return;
            watch.Wait(until - now);
        }
    }
}
