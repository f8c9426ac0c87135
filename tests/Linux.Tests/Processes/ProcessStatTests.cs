// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Processes;

public sealed class ProcessStatTests
{
    [Fact]
    public void A_process_is_told_as_proc_status_tells_it()
    {
        using var process = new ChildProcess("exec sleep 1000");
        int pid = process.Pid;
        using OwnedFd child = PidFd.Open(pid);
        WaitFor(pid, "sleep");

        ProcessStat stat = ProcessStat.Read(pid)!.Value;

        // sleep's name has no space, so that the fields can be had by splitting.
        string[] fields = File.ReadAllText($"/proc/{pid}/stat").Split(' ');
        Assert.Equal(pid, stat.Pid);
        Assert.Equal(Environment.ProcessId, stat.ParentPid);
        Assert.Equal(ulong.Parse(fields[21]), stat.StartTime);
        Assert.Equal(int.Parse(fields[4]), stat.ProcessGroup);
        Assert.Equal(int.Parse(fields[5]), stat.Session);
        Assert.True(stat.IsAlive);
        Assert.Equal(ProcessState.Sleeping, Reaches(ProcessState.Sleeping));
        Signal.Send(pid, SIGSTOP);
        Assert.Equal(ProcessState.Stopped, Reaches(ProcessState.Stopped));
        Signal.Send(pid, SIGKILL);
        Assert.Equal(ProcessState.Zombie, Reaches(ProcessState.Zombie));
        Assert.False(ProcessStat.Read(pid)!.Value.IsAlive);
        PidFd.Wait(child);
        Assert.Null(ProcessStat.Read(pid));

        ProcessState Reaches(ProcessState wanted)
        {
            ProcessState state = default;
            for (int tries = 0; tries < 2000 && state != wanted; tries++)
            {
                Thread.Sleep(5);
                state = ProcessStat.Read(pid)!.Value.State;
            }
            return state;
        }
    }

    [Theory]
    [InlineData(") R 1 (x")]
    [InlineData("a b (c) d")]
    [InlineData("((((")]
    [InlineData("))))")]
    [InlineData("two\\nlines")]
    public void A_process_may_call_itself_what_it_likes(string name)
    {
        using var scratch = new ScratchDirectory();
        At.Mkfifo(scratch.Fd, "fifo", 0x180);
        using var process = new ChildProcess($"printf '{name}' > /proc/$$/comm; read line < {scratch["fifo"]}");
        int pid = process.Pid;
        WaitFor(pid, name.Replace("\\n", "\n"));

        ProcessStat stat = ProcessStat.Read(pid)!.Value;

        Assert.Equal((pid, Environment.ProcessId), (stat.Pid, stat.ParentPid));
        // After the last parenthesis come a space and the fields from the third on.
        string[] fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ');
        Assert.Equal(ulong.Parse(fields[20]), stat.StartTime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 (x")]
    [InlineData("1 x) S 1")]
    [InlineData("1 (x) S 1 1 1")]
    [InlineData("one (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0")]
    public void What_is_not_a_stat_file_is_refused(string text) =>
        Assert.Throws<FormatException>(() => ProcessStat.Parse(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_start_time_is_that_of_boot_and_clock()
    {
        // proc_stat(5): seconds since the epoch at boot; sysconf(3): 100 ticks in a second on every architecture of
        // ours.
        long boot = long.Parse(File.ReadLines("/proc/stat").Single(line => line.StartsWith("btime "))[6..]);
        double started = boot + ProcessStat.Read(Environment.ProcessId)!.Value.StartTime / 100.0;
        DateTime expected = System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();
        Assert.InRange((expected - DateTime.UnixEpoch).TotalSeconds - started, -5, 5);
    }

    private static void WaitFor(int pid, string name)
    {
        string comm = $"/proc/{pid}/comm";
        for (int tries = 0; tries < 2000 && File.ReadAllText(comm) != name + "\n"; tries++)
            Thread.Sleep(5);
        Assert.Equal(name + "\n", File.ReadAllText(comm));
    }
}
