// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Processes;

public sealed class PidFdTests
{
    [Theory]
    [InlineData("exit 0", 0, 0, 0)]
    [InlineData("exit 7", 7, 0, 7)]
    [InlineData("exit 255", 255, 0, 255)]
    [InlineData("kill -KILL $$", 0, SIGKILL, 137)]
    [InlineData("kill -TERM $$", 0, SIGTERM, 143)]
    [InlineData("ulimit -c 0; kill -ABRT $$", 0, SIGABRT, 134)]
    public void A_childs_end_is_told(string script, int code, int signal, int shellCode)
    {
        using var process = new ChildProcess(script);
        using OwnedFd child = PidFd.Open(process.Pid);
        ExitStatus status = PidFd.Wait(child);
        Assert.Equal(new ExitStatus(code, signal), status);
        Assert.Equal(shellCode, status.ShellCode);
    }

    [Fact]
    public void A_running_child_is_asked_without_waiting()
    {
        using var process = new ChildProcess("exec sleep 1000");
        using OwnedFd child = PidFd.Open(process.Pid);
        Assert.Null(PidFd.TryWait(child));
        Assert.False(PidFd.UntilExited(child, TimeSpan.Zero));
        Assert.True(PidFd.SendSignal(child, 0));
        Assert.True(PidFd.SendSignal(child, SIGKILL));
        Assert.True(PidFd.UntilExited(child, TimeSpan.FromSeconds(10)));
        // A zombie until somebody takes its status.
        Assert.True(Directory.Exists($"/proc/{process.Pid}"));
        Assert.Equal(new ExitStatus(0, SIGKILL), PidFd.TryWait(child));
        Assert.False(Directory.Exists($"/proc/{process.Pid}"));
    }

    [Fact]
    public void A_process_that_is_gone_is_never_mistaken_for_another()
    {
        using var process = new ChildProcess("exit 0");
        using OwnedFd child = PidFd.Open(process.Pid);
        PidFd.Wait(child);
        Assert.False(PidFd.SendSignal(child, SIGKILL));
        Assert.Equal(ECHILD, Assert.Throws<SyscallException>(() => PidFd.Wait(child)).Errno);
        Assert.Null(PidFd.TryOpen(process.Pid));
        Assert.Equal(ESRCH, Assert.Throws<SyscallException>(() => PidFd.Open(process.Pid)).Errno);
    }

    [Fact]
    public void A_number_that_a_thread_has_is_no_process()
    {
        string thread = Directory.GetDirectories("/proc/self/task").Select(path => Path.GetFileName(path)!)
            .First(number => number != Environment.ProcessId.ToString());
        Assert.Null(PidFd.TryOpen(int.Parse(thread)));
    }

    [Fact]
    public void The_descriptor_is_close_on_exec()
    {
        using OwnedFd self = PidFd.Open(Environment.ProcessId);
        Assert.Equal(Environment.ProcessId.ToString(), OpenDescriptors.Field(self.Number, "Pid"));
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(self.Number) & O_CLOEXEC);
    }

    [Fact]
    public void A_signal_nobody_may_send_is_told_with_its_name()
    {
        using OwnedFd self = PidFd.Open(Environment.ProcessId);
        var refused = Assert.Throws<SyscallException>(() => PidFd.SendSignal(self, 65));
        Assert.Equal(EINVAL, refused.Errno);
        Assert.EndsWith(", 65) = EINVAL (Invalid argument)", refused.Message);
    }
}
