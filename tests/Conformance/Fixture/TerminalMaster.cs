// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>The master side of a pseudo-terminal (pty(7)): where the person at the keyboard would sit.</summary>
internal sealed class TerminalMaster : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly StringBuilder _seen = new();
    private readonly Thread _reader;
    private volatile bool _closed;

    /// <param name="fd">A master's descriptor; owned from here on.</param>
    public TerminalMaster(int fd)
    {
        _handle = new SafeFileHandle(fd, ownsHandle: true);
        _reader = new Thread(ReadAll) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>A new pseudo-terminal of the host.</summary>
    public static TerminalMaster Open()
    {
        int fd = Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC);
        Assert.True(fd >= 0 && Libc.grantpt(fd) == 0 && Libc.unlockpt(fd) == 0, "no pseudo-terminal to be had");
        byte[] name = new byte[64];
        Assert.Equal(0, Libc.ptsname_r(fd, name, (nuint)name.Length));
        return new TerminalMaster(fd) { SlavePath = Encoding.ASCII.GetString(name).TrimEnd('\0') };
    }

    /// <summary>The path of the other side, if the host has one for it.</summary>
    public string? SlavePath { get; private init; }

    /// <summary>
    /// Everything that has come out so far, without carriage returns: a runtime may let a first line pass before it has
    /// set the host's terminal to raw.
    /// </summary>
    public string Output
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToString().Replace("\r", "", StringComparison.Ordinal);
            }
        }
    }

    public (int Rows, int Columns) Size
    {
        get
        {
            var size = default(Libc.WindowSize);
            Assert.Equal(0, Libc.ioctl((int)_handle.DangerousGetHandle(), Libc.TIOCGWINSZ, ref size));
            return (size.Rows, size.Columns);
        }

        set
        {
            var size = new Libc.WindowSize { Rows = (ushort)value.Rows, Columns = (ushort)value.Columns };
            Assert.Equal(0, Libc.ioctl((int)_handle.DangerousGetHandle(), Libc.TIOCSWINSZ, ref size));
        }
    }

    public unsafe void Type(string keys)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(keys);

        // write(2): a FileStream would ask a terminal for its position.
        fixed (byte* start = bytes)
        {
            Assert.Equal(bytes.Length,
                Syscall.write((int)_handle.DangerousGetHandle(), (IntPtr)start, (ulong)bytes.Length));
        }
    }

    public void WaitFor(string text) => Eventually.True(() => Output.Contains(text, StringComparison.Ordinal),
        $"\"{text}\" on the terminal, which shows: {Output}");

    public void Dispose()
    {
        _closed = true;
        _handle.Dispose();
    }

    private unsafe void ReadAll()
    {
        byte* buffer = stackalloc byte[4096];
        var pollfd = new[] { new Pollfd { fd = (int)_handle.DangerousGetHandle(), events = PollEvents.POLLIN } };
        while (!_closed)
        {
            // A time limit in place of a wake-up: closing the descriptor would not end a poll or a read of it.
            if (Syscall.poll(pollfd, 1, 20) <= 0 || _closed)
            {
                continue;
            }

            long got = Syscall.read((int)_handle.DangerousGetHandle(), (IntPtr)buffer, 4096);
            if (got <= 0)
            {
                // EIO: nobody has the other side open, now or yet (pty(7)).
                Thread.Sleep(5);
                continue;
            }

            lock (_seen)
            {
                _seen.Append(Encoding.UTF8.GetString(buffer, (int)got));
            }
        }
    }
}
