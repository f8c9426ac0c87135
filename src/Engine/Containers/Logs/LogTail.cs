// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;

namespace Husk.Engine.Containers.Logs;

/// <summary>Finds where the last lines of a log begin, from its end: the rest of it may be very long.</summary>
internal static class LogTail
{
    private const int Block = 64 * 1024;

    /// <summary>Moves the files to where the last lines begin.</summary>
    /// <param name="files">The oldest first.</param>
    /// <param name="lines">How many; a line may have several records.</param>
    /// <returns>The place of the file in which they begin; those before it are not read.</returns>
    public static int Seek(IReadOnlyList<LogPart> files, long lines)
    {
        long seen = 0;
        for (int i = files.Count - 1; i >= 0; i--)
        {
            if (Begin(files[i].Content, lines, ref seen) is { } offset)
            {
                Fd.SeekTo(files[i].Content, offset);
                return i;
            }
            Fd.SeekTo(files[i].Content, 0);
        }
        return 0;
    }

    /// <summary>Where in the file the lines begin; null when they begin in an older one, or here at the very
    /// beginning.</summary>
    private static long? Begin(OwnedFd file, long lines, ref long seen)
    {
        byte[] rest = [];
        bool newest = seen == 0;
        for (long at = Fd.Stat(file).Size; at > 0 || rest.Length > 0;)
        {
            int count = (int)Math.Min(Block, at);
            byte[] bytes = new byte[count + rest.Length];
            rest.CopyTo(bytes.AsSpan(count));
            ReadAt(file, at - count, bytes.AsSpan(0, count));
            at -= count;
            int end = bytes.Length;
            while (end > 0)
            {
                int start = bytes.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
                if (start == 0 && at > 0)
                    break;
                // The last line counts also when it has not ended yet.
                if ((EndsLine(bytes.AsSpan(start, end - start)) || newest) && ++seen > lines)
                    return at + end;
                newest = false;
                end = start;
            }
            rest = bytes[..end];
            if (at == 0)
                return null;
        }
        return null;
    }

    // In a record quotes are escaped, so that this is the end of its text; the backslash before n must not be one
    // itself.
    private static bool EndsLine(ReadOnlySpan<byte> record)
    {
        int at = record.IndexOf("n\",\"stream\":\""u8);
        int backslashes = 0;
        while (at - 1 - backslashes >= 0 && record[at - 1 - backslashes] == '\\')
            backslashes++;
        return at >= 0 && backslashes % 2 == 1;
    }

    private static void ReadAt(OwnedFd file, long offset, Span<byte> into)
    {
        Fd.SeekTo(file, offset);
        for (int count; !into.IsEmpty && (count = Fd.Read(file, into)) > 0;)
            into = into[count..];
    }
}
