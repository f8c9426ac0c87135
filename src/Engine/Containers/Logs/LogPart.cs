// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Engine.Containers.Logs;

/// <summary>One file of a log, open. One that is compressed is unpacked only when somebody reads it.</summary>
internal sealed class LogPart(OwnedFd file, bool isCompressed) : IDisposable
{
    private OwnedFd? _content;

    /// <summary>The records, from where the last reader has left off.</summary>
    public OwnedFd Content => isCompressed ? _content ??= CompressedLog.Unpack(file) : file;

    /// <summary>Whether this is the same part of the log as another, under whichever name.</summary>
    public bool IsSame(LogPart other)
    {
        FileStatus status = Fd.Stat(file), others = Fd.Stat(other.Self);
        // Both are open, so that no number is that of two files.
        return status.Inode == others.Inode || (Origin is { } origin && origin == other.Origin);
    }

    public void Dispose()
    {
        _content?.Dispose();
        file.Dispose();
    }

    private OwnedFd Self => file;

    private (ulong, long)? Origin =>
        isCompressed ? CompressedLog.ReadOrigin(file) : CompressedLog.OriginOf(Fd.Stat(file));
}
