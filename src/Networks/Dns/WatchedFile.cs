// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Dns;

/// <summary>What a file says, read again when it has been replaced or written to.</summary>
/// <param name="path">The file, which need not be there.</param>
/// <param name="read">Makes of its content what is wanted; null when there is no file.</param>
internal sealed class WatchedFile<T>(string path, Func<byte[]?, T> read)
{
    private (ulong Inode, (long, uint) Modified, long Size)? _seen;
    private T? _value;
    private bool _isRead;

    /// <summary>Costs three short calls where nothing has changed.</summary>
    public T Value
    {
        get
        {
            // Opened, because resolv.conf is a link to what somebody writes, as a rule.
            using OwnedFd? file = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY);
            FileStatus? status = file is null ? null : Fd.Stat(file);
            (ulong, (long, uint), long)? now = status is { } seen ? (seen.Inode, seen.Modified, seen.Size) : null;
            if (!_isRead || now != _seen)
            {
                _value = read(file is null ? null : Fd.ReadAll(file));
                (_seen, _isRead) = (now, true);
            }

            return _value!;
        }
    }
}
