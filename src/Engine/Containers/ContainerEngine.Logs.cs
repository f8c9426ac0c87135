// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using Husk.Engine.Containers.Logs;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    // A monitor that was killed changes no file: then it is this look that finds the container ended.
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(1);

    /// <summary>Reads what a container wrote, and if wanted follows it to its end.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="query">What of it.</param>
    /// <param name="sink">Gets it, in the order in which it came.</param>
    /// <param name="pause">Called when there is no more for now, before waiting for more.</param>
    public void Logs(string nameOrId, LogQuery query, LogSink sink, Action pause) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        if (container.HostConfig.LogConfig.Type == "none")
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "configured logging driver does not support reading");
        }
        ContainerPaths paths = _paths.Of(container.Id);
        using DirectoryWatch? watch = query.Follow ? new DirectoryWatch(paths.Directory) : null;
        var files = new LogFiles(paths.Log);
        RecordReader? reader = BeginLog(files, query);
        var text = new ArrayBufferWriter<byte>(32 * 1024);
        bool past = false;
        while (true)
        {
            // Asked before reading: what was written before the end is then read.
            bool follows = watch is not null && !past && Settled(container.Id) is { } state && IsActive(state.Status);
            reader ??= BeginLog(files, query with { Tail = null });
            past = reader is not null && ReadLog(files, reader, text, query, sink);
            pause();
            if (!follows || past || query.Until < DateTimeOffset.UtcNow)
                break;
            watch!.Wait(LogPatience);
        }
        reader?.File.Dispose();
    });

    /// <summary>Compresses standard input, a log that a monitor has rotated, to standard output.</summary>
    public static void CompressLog() => Guard(() =>
        CompressedLog.Write(BorrowedFd.StandardInput, BorrowedFd.StandardOutput));

    private static RecordReader? BeginLog(LogFiles files, LogQuery query)
    {
        List<LogPart> open = files.Open();
        if (open.Count == 0)
            return null;
        int first = query.Tail is { } lines ? LogTail.Seek(open, lines) : 0;
        for (int i = 0; i < open.Count; i++)
        {
            if (i != first)
                open[i].Dispose();
        }
        return new RecordReader(open[first]);
    }

    // True when what comes is later than what is wanted.
    private static bool ReadLog(
        LogFiles files, RecordReader reader, ArrayBufferWriter<byte> text, LogQuery query, LogSink sink)
    {
        while (!Drain(reader, text, query, sink))
        {
            if (files.After(reader.File) is not { } next)
                return false;
            // Nothing is written to a file that another one follows; but something may have been since it was read.
            bool past = Drain(reader, text, query, sink);
            reader.MoveTo(next);
            if (past)
                return true;
        }
        return true;
    }

    private static bool Drain(RecordReader reader, ArrayBufferWriter<byte> text, LogQuery query, LogSink sink)
    {
        while (reader.TryNext(out ReadOnlySpan<byte> record))
        {
            text.ResetWrittenCount();
            if (!LogRecord.TryRead(record, text, out LogStream stream, out DateTimeOffset time,
                out ReadOnlySpan<byte> attributes) || time < query.Since)
            {
                continue;
            }

            if (time > query.Until)
                return true;
            sink(stream, time, attributes, text.WrittenSpan);
        }
        return false;
    }
}
