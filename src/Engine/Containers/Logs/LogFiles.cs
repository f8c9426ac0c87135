// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers.Logs;

/// <summary>
/// The files of a log: <c>log.json</c>, which is written to, and <c>log.json.1</c>, <c>.2</c>, ..., the older the
/// higher, or <c>log.json.1.gz</c>. At any instant the monitor may rename each to the next, or to its compressed name.
/// </summary>
internal sealed class LogFiles(string path)
{
    /// <summary>Those there are, the oldest first; the caller closes them.</summary>
    public List<LogPart> Open()
    {
        // From the newest on: what is renamed meanwhile is met again and known, and not missed. One number may be
        // nobody's, between two renames.
        var files = new List<LogPart>();
        for (int i = 0, missing = 0; missing < 2; i++)
        {
            LogPart? file = Open(i);
            missing = file is null ? missing + 1 : 0;
            if (file is not null && files.Exists(file.IsSame))
                file.Dispose();
            else if (file is not null)
                files.Add(file);
        }
        files.Reverse();
        return files;
    }

    /// <summary>The file that was begun after one of them, or the oldest when that one is gone; null when it is the
    /// newest.</summary>
    public LogPart? After(LogPart file)
    {
        List<LogPart> files = Open();
        int next = files.FindIndex(file.IsSame) + 1;
        for (int i = 0; i < files.Count; i++)
        {
            if (i != next)
                files[i].Dispose();
        }
        return next < files.Count ? files[next] : null;
    }

    private LogPart? Open(int number)
    {
        // In the order in which the one comes and the other goes, so that one of the two is met.
        if (OpenIfThere(number == 0 ? path : LogNames.Rotated(path, number)) is { } plain)
            return new LogPart(plain, isCompressed: false);
        return number > 0 && OpenIfThere(LogNames.Compressed(path, number)) is { } compressed
            ? new LogPart(compressed, isCompressed: true) : null;
    }

    private static OwnedFd? OpenIfThere(string path) =>
        At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_NOFOLLOW);
}
