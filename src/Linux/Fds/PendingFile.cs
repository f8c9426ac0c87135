// SPDX-License-Identifier: Apache-2.0
using System;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// A file that is written under a temporary name, to be put in place by one rename(2) when its moment has come;
/// disposed of before that, it is gone.
/// </summary>
public ref struct PendingFile : IDisposable
{
    private readonly BorrowedFd _directory;
    private readonly string _temporary;
    private bool _isThere;

    private PendingFile(BorrowedFd directory, string temporary)
    {
        _directory = directory;
        _temporary = temporary;
        _isThere = true;
    }

    /// <summary>Writes the content, all of it.</summary>
    /// <param name="directory">Where the file will be; has to stay open for as long as this.</param>
    /// <param name="content">What it will hold.</param>
    /// <param name="mode">The file's permission bits, exactly: the umask is not applied.</param>
    /// <param name="durable">fsync(2) it.</param>
    public static PendingFile Write(
        BorrowedFd directory, scoped ReadOnlySpan<byte> content, uint mode, bool durable = false)
    {
        string temporary = At.TemporaryPrefix + At.RandomName();
        using OwnedFd file = At.Open(
            directory, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0x180 /* 0600 */);
        var pending = new PendingFile(directory, temporary);
        try
        {
            Fd.WriteAll(file, content);
            Fd.Chmod(file, mode);
            if (durable)
                Fd.Sync(file);
            return pending;
        }
        catch (SyscallException)
        {
            pending.Dispose();
            throw;
        }
    }

    /// <summary>Gives it its name; what had the name before is gone in the same instant.</summary>
    public void PutInPlace(Pathname name)
    {
        At.Rename(_directory, _temporary, _directory, name);
        _isThere = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isThere)
            At.UnlinkIfThere(_directory, _temporary);
        _isThere = false;
    }
}
