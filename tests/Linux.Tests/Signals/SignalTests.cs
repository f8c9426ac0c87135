// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Tests.Processes;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Signals;

public sealed class SignalTests
{
    [Theory]
    [InlineData("KILL", 9)]
    [InlineData("SIGKILL", 9)]
    [InlineData("sigkill", 9)]
    [InlineData("9", 9)]
    [InlineData("09", 9)]
    [InlineData("TERM", 15)]
    [InlineData("IOT", 6)]
    [InlineData("CLD", 17)]
    [InlineData("POLL", 29)]
    [InlineData("RTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("rtmax-2", 62)]
    [InlineData("RTMAX", 64)]
    [InlineData("RTMIN+30", 64)]
    [InlineData("RTMAX-30", 34)]
    [InlineData("64", 64)]
    [InlineData("0", 0)]
    public void A_signal_is_read_as_people_write_it(string text, int number)
    {
        Assert.True(Signal.TryParse(text, out int signal));
        Assert.Equal(number, signal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIG")]
    [InlineData("65")]
    [InlineData("-9")]
    [InlineData("+9")]
    [InlineData("9 ")]
    [InlineData("KILLED")]
    [InlineData("SIGSIGKILL")]
    [InlineData("RTMIN+31")]
    [InlineData("RTMIN-1")]
    [InlineData("RTMIN+")]
    [InlineData("RTMAX+1")]
    [InlineData("RTMAX-31")]
    [InlineData("99999999999")]
    public void What_is_no_signal_is_refused(string text) => Assert.False(Signal.TryParse(text, out _));

    [Fact]
    public void Names_are_those_of_the_shell()
    {
        // bash's list: " 9) SIGKILL", "37) SIGRTMIN+3", "62) SIGRTMAX-2"
        string list = Command.Output("bash", "-c", "for n in $(seq 64); do echo $n SIG$(kill -l $n); done");
        foreach (string name in list.Split('\n'))
        {
            string[] parts = name.Split(' ');
            if (parts is not [var number, var known] || number is "32" or "33")
                continue;
            Assert.True(Signal.TryParse(known, out int signal), known);
            Assert.Equal(number, signal.ToString());
            Assert.True(Signal.TryParse(Signal.Name(signal), out int again));
            Assert.Equal(signal, again);
            if (signal < 50)
                Assert.Equal(known, Signal.Name(signal));
        }
    }

    [Fact]
    public void A_signal_without_a_name_is_told_as_a_number()
    {
        Assert.Equal("0", Signal.Name(0));
        Assert.Equal("32", Signal.Name(32));
        Assert.Equal("SIGRTMAX", Signal.Name(64));
        Assert.Equal("65", Signal.Name(65));
    }

    [Fact]
    public void A_sent_signal_arrives_and_a_missing_process_is_told()
    {
        using var process = new ChildProcess("exec sleep 1000");
        int pid = process.Pid;
        using OwnedFd child = PidFd.Open(pid);
        Assert.True(Signal.Send(pid, 0));
        Assert.True(Signal.Send(pid, SIGUSR1));
        Assert.Equal(SIGUSR1, PidFd.Wait(child).Signal);
        Assert.False(Signal.Send(pid, SIGUSR1));
        Assert.False(Signal.SendToThread(pid, pid, SIGUSR1));
        Assert.Equal(EINVAL, Assert.Throws<SyscallException>(() => Signal.Send(Environment.ProcessId, 65)).Errno);
    }
}
