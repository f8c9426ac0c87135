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
        int pid = ChildProcess.Spawn("exec sleep 1000");
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

        Signal.Send(pid, SIGSTOP);
        Assert.Equal(ProcessState.Stopped, StateAfter(ProcessState.Sleeping));
        Signal.Send(pid, SIGKILL);
        Assert.Equal(ProcessState.Zombie, StateAfter(ProcessState.Stopped));
        Assert.False(ProcessStat.Read(pid)!.Value.IsAlive);
        PidFd.Wait(child);
        Assert.Null(ProcessStat.Read(pid));

        ProcessState StateAfter(ProcessState before)
        {
            ProcessState state = before;
            for (int tries = 0; tries < 1000 && state is ProcessState.Running || state == before; tries++)
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
        int pid = ChildProcess.Spawn($"printf '{name}' > /proc/$$/comm; echo done > {scratch["done"]}; read x < {scratch["none"]}; sleep 1000");
        using OwnedFd child = PidFd.Open(pid);
        for (int tries = 0; tries < 1000 && !File.Exists(scratch["done"]); tries++)
            Thread.Sleep(5);
        Assert.Equal(name.Replace("\\n", "\n") + "\n", File.ReadAllText($"/proc/{pid}/comm"));

        ProcessStat stat = ProcessStat.Read(pid)!.Value;

        Assert.Equal((pid, Environment.ProcessId), (stat.Pid, stat.ParentPid));
        // After the last parenthesis come a space and the fields from the third on.
        string[] fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ');
        Assert.Equal(ulong.Parse(fields[20]), stat.StartTime);
        foreach (string grandchild in Command.Run("pgrep", "-P", $"{pid}").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Signal.Send(int.Parse(grandchild), SIGKILL);
        PidFd.SendSignal(child, SIGKILL);
        PidFd.Wait(child);
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
        // proc_stat(5): seconds since the epoch at boot; sysconf(3): 100 ticks in a second on every architecture of ours.
        long boot = long.Parse(File.ReadLines("/proc/stat").Single(line => line.StartsWith("btime "))[6..]);
        double started = boot + ProcessStat.Read(Environment.ProcessId)!.Value.StartTime / 100.0;
        DateTime expected = System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();
        Assert.InRange((expected - DateTime.UnixEpoch).TotalSeconds - started, -5, 5);
    }

    private static void WaitFor(int pid, string name)
    {
        for (int tries = 0; tries < 1000 && File.ReadAllText($"/proc/{pid}/comm") != name + "\n"; tries++)
            Thread.Sleep(5);
        Thread.Sleep(20);
    }
}
