// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers.Logs;

/// <summary>
/// The files of a log: <c>log.json</c>, which is written to, and <c>log.json.1</c>, <c>.2</c>, ..., the older the
/// higher. At any instant the monitor may rename each to the next.
/// </summary>
internal sealed class LogFiles(string path)
{
    /// <summary>Those there are, the oldest first; the caller closes them.</summary>
    public List<OwnedFd> Open()
    {
        // From the newest on: what is renamed meanwhile is met again and known, and not missed.
        var files = new List<OwnedFd>();
        for (int i = 0; Open(i) is { } file; i++)
        {
            if (files.Exists(other => IsSame(other, file)))
                file.Dispose();
            else
                files.Add(file);
        }
        files.Reverse();
        return files;
    }

    /// <summary>The file that was begun after one of them, or the oldest when that one is gone; null when it is the
    /// newest.</summary>
    public OwnedFd? After(OwnedFd file)
    {
        List<OwnedFd> files = Open();
        int next = files.FindIndex(other => IsSame(other, file)) + 1;
        for (int i = 0; i < files.Count; i++)
        {
            if (i != next)
                files[i].Dispose();
        }
        return next < files.Count ? files[next] : null;
    }

    private OwnedFd? Open(int number) =>
        At.OpenIfThere(BorrowedFd.Cwd, number == 0 ? path : $"{path}.{number}", O_RDONLY | O_NOFOLLOW);

    private static bool IsSame(OwnedFd one, OwnedFd other) => Fd.Stat(one).Inode == Fd.Stat(other).Inode;
}
