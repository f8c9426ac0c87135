// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Terminals;

public sealed class TerminalTests
{
    [Fact]
    public void A_pair_is_two_ends_of_one_terminal()
    {
        using PseudoTerminal pty = PseudoTerminal.Open();
        Assert.Equal($"/dev/pts/{pty.Number}", new FileInfo($"/proc/self/fd/{pty.Slave.Number}").LinkTarget);
        Assert.Equal("/dev/ptmx", new FileInfo($"/proc/self/fd/{pty.Master.Number}").LinkTarget);
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(pty.Master.Number) & O_CLOEXEC);
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(pty.Slave.Number) & O_CLOEXEC);
        Assert.True(Native.Syscall.isatty(pty.Slave.Number));
        Fd.WriteAll(pty.Slave, "out\n"u8);
        Assert.Equal("out\r\n", Read(pty.Master));
    }

    [Fact]
    public void The_pair_is_in_the_devpts_of_its_multiplexer()
    {
        using OwnedFd dev = At.Open(BorrowedFd.Cwd, "/dev", O_PATH);
        using PseudoTerminal pty = PseudoTerminal.Open(dev, "pts/ptmx");
        Assert.Equal($"/dev/pts/{pty.Number}", new FileInfo($"/proc/self/fd/{pty.Slave.Number}").LinkTarget);
        Assert.Equal(ENOTTY, Assert.Throws<SyscallException>(() => PseudoTerminal.Open(dev, "null")).Errno);
        Assert.Equal(0, OpenDescriptors.On("/dev/null/"));
    }

    [Fact]
    public void What_is_a_terminal_and_what_is_not()
    {
        using PseudoTerminal pty = PseudoTerminal.Open();
        using OwnedFd file = At.Open(BorrowedFd.Cwd, "/dev/null", O_RDONLY);
        Assert.True(Terminal.Is(pty.Slave));
        Assert.True(Terminal.Is(pty.Master));
        Assert.False(Terminal.Is(file));
        Assert.False(Terminal.Is(new BorrowedFd(987654)));
        Assert.Equal(ENOTTY, Assert.Throws<SyscallException>(() => Terminal.Size(file)).Errno);
        Assert.Equal(ENOTTY, Assert.Throws<SyscallException>(() => TerminalMode.Of(file)).Errno);
    }

    [Fact]
    public void The_size_is_what_stty_says()
    {
        using PseudoTerminal pty = PseudoTerminal.Open();
        Assert.Equal(new TerminalSize(0, 0), Terminal.Size(pty.Slave));
        Terminal.Resize(pty.Master, new TerminalSize(24, 132));
        Assert.Equal("24 132\n", Stty(pty, "size"));
        Stty(pty, "rows", "50", "cols", "80");
        Assert.Equal(new TerminalSize(50, 80), Terminal.Size(pty.Master));
    }

    [Fact]
    public void Raw_mode_is_that_of_cfmakeraw_and_is_put_back()
    {
        using PseudoTerminal pty = PseudoTerminal.Open();
        string before = Stty(pty, "-g");
        TerminalMode mode = TerminalMode.Of(pty.Slave);

        mode.Raw().ApplyTo(pty.Slave);

        string raw = Stty(pty, "-a");
        foreach (string setting in new[]
        {
            "-ignbrk", "-brkint", "-parmrk", "-istrip", "-inlcr", "-igncr", "-icrnl", "-ixon", "-opost", "-echo",
            "-echonl", "-icanon", "-isig", "-iexten", "-parenb", "cs8", "min = 1;", "time = 0;",
        })
        {
            Assert.Contains(setting, raw);
        }
        Fd.WriteAll(pty.Slave, "a\nb\n"u8);
        Assert.Equal("a\nb\n", Read(pty.Master));
        // ^C and ^D are bytes like others, and there is no line to wait for.
        Fd.WriteAll(pty.Master, [3, 4, (byte)'\r']);
        Assert.Equal("\u0003\u0004\r", Read(pty.Slave));
        Assert.False(Poll.UntilReadable(pty.Master, TimeSpan.Zero));

        mode.ApplyTo(pty.Slave);
        Assert.Equal(before, Stty(pty, "-g"));
    }

    [Fact]
    public void Newlines_go_out_as_they_are_where_that_was_asked()
    {
        using PseudoTerminal pty = PseudoTerminal.Open();
        string before = Stty(pty, "-a");
        TerminalMode.Of(pty.Master).WithoutNewlineMapping().ApplyTo(pty.Master);
        Assert.Equal(before.Replace(" onlcr", " -onlcr"), Stty(pty, "-a"));
        Fd.WriteAll(pty.Slave, "log\n"u8);
        Assert.Equal("log\n", Read(pty.Master));
    }

    private static string Read(BorrowedFd fd)
    {
        Span<byte> buffer = stackalloc byte[64];
        return Encoding.ASCII.GetString(buffer[..Fd.Read(fd, buffer)]);
    }

    private static string Stty(PseudoTerminal pty, params string[] arguments) =>
        Command.Output("stty", ["-F", $"/dev/pts/{pty.Number}", .. arguments]);
}
