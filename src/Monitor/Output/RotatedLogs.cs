// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Output;

/// <summary>
/// What the log was before: files that are moved from number to number until there are too many. With compress each is
/// replaced by what a short-lived program makes of it, so that neither the container nor this process's memory notices.
/// </summary>
/// <param name="path">Of the file that is written.</param>
/// <param name="options">How many there may be, and whether they are compressed.</param>
/// <param name="compressor">The program, and its arguments.</param>
internal sealed class RotatedLogs(string path, LogOptions options, string[] compressor) : IDisposable
{
    // Its number is known before anybody can ask whose a child is.
    private readonly Lock _starting = new();
    private Action<PollEvents>? _ended;
    private SpawnedProcess? _process;
    // Of the file that it reads.
    private int _number;

    private bool Compresses => options.Compress && compressor.Length > 0;

    private int Last => options.MaximumFiles - 1;

    /// <summary>Whether a child is the compressor, whose status is taken here. For any thread.</summary>
    public bool IsCompressor(int pid)
    {
        lock (_starting)
            return _process?.Pid == pid;
    }

    /// <summary>Makes way for a new file: the one that was written is the first of these afterwards.</summary>
    public void Shift()
    {
        if (Compresses)
        {
            // Of the last ones only that of the same name would be replaced.
            At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Rotated(path, Last));
            At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Compressed(path, Last));
        }

        for (int i = Last; i > 0; i--)
        {
            RenameIfThere(i == 1 ? path : LogNames.Rotated(path, i - 1), LogNames.Rotated(path, i));
            if (Compresses && i > 1)
                RenameIfThere(LogNames.Compressed(path, i - 1), LogNames.Compressed(path, i));
        }

        _number++;
    }

    /// <summary>Has the newest file compressed that is not: also those that a monitor before this one left so.</summary>
    public void Compress()
    {
        if (!Compresses || _process is not null)
            return;
        for (int i = 1; i <= Last; i++)
        {
            using OwnedFd? file =
                At.OpenIfThere(BorrowedFd.Cwd, LogNames.Rotated(path, i), Abi.O_RDONLY | Abi.O_NOFOLLOW);
            if (file is not null)
            {
                Start(file, i);
                return;
            }
        }
    }

    public void Ask(Waits waits)
    {
        if (_process is not null)
            waits.For(_process.Fd, PollEvents.Readable, _ended ??= _ => TakeCompressed());
    }

    /// <summary>Takes what the compressor has made, for who does not wait for it.</summary>
    /// <returns>Whether it is at work.</returns>
    public bool Settle()
    {
        if (_process is not null)
            TakeCompressed();
        return _process is not null;
    }

    public void Dispose()
    {
        if (_process is null)
            return;
        // The next monitor begins with this file anew.
        PidFd.SendSignal(_process.Fd, Abi.SIGKILL);
        _process.Wait();
        Forget();
        At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Unfinished(path));
    }

    private void Start(OwnedFd file, int number)
    {
        try
        {
            // One that a killed monitor's compressor may still write to is not this one.
            At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Unfinished(path));
            using OwnedFd into = At.Open(
                BorrowedFd.Cwd, LogNames.Unfinished(path), Abi.O_WRONLY | Abi.O_CREAT | Abi.O_EXCL, LogFile.Mode);
            var request = new SpawnRequest
            {
                Program = compressor[0],
                Arguments = compressor[1..],
                NewSession = true,
                Fds = [new InheritedFd(file.Number, 0), new InheritedFd(into.Number, 1)],
            };
            lock (_starting)
                _process = Spawn.Start(request);
            _number = number;
        }
        catch (SyscallException)
        {
            // It stays as it is, and is read as well.
        }
    }

    private void TakeCompressed()
    {
        if (Children.TryReap(_process!.Pid) is not { } status)
            return;
        Forget();
        if (status.ShellCode != 0 || _number > Last)
        {
            // Not again at once: what failed will fail. Of a file that is no more nothing is wanted.
            At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Unfinished(path));
            return;
        }

        // In this order: whoever finds both reads the one, and whoever is killed in between loses nothing.
        RenameIfThere(LogNames.Unfinished(path), LogNames.Compressed(path, _number));
        At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Rotated(path, _number));
        Compress();
    }

    private void Forget()
    {
        lock (_starting)
        {
            _process?.Dispose();
            _process = null;
        }
    }

    private static void RenameIfThere(string from, string to)
    {
        try
        {
            At.Rename(BorrowedFd.Cwd, from, BorrowedFd.Cwd, to);
        }
        catch (SyscallException missing) when (missing.Errno == Abi.ENOENT)
        {
        }
    }
}
