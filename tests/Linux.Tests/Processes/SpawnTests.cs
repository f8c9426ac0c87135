// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Processes;

public sealed class SpawnTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_program_gets_its_arguments_environment_directory_and_status()
    {
        string output = Run(
            new SpawnRequest
            {
                Program = "/bin/sh",
                Arguments = ["-c", "echo \"$0 $1 $GREETING $HOME\"; pwd; exit 7", "a b", "ü"],
                Environment = ["GREETING=good day"],
                Directory = "/usr/share",
            },
            out ExitStatus status);

        Assert.Equal("a b ü good day \n/usr/share\n", output);
        Assert.Equal(new ExitStatus(7, 0), status);
    }

    [Fact]
    public void Without_an_environment_it_gets_ours()
    {
        string output = Run(Shell("echo \"$PATH\""), out _);

        Assert.Equal(Environment.GetEnvironmentVariable("PATH") + "\n", output);
    }

    [Fact]
    public void Descriptors_change_places_and_nothing_else_reaches_the_program()
    {
        using OwnedFd first = Text("first"), second = Text("second"), stray = Text("stray");
        // Both sources are the other's target.
        (int low, int high) = (Math.Min(first.Number, second.Number), Math.Max(first.Number, second.Number));
        string output = Run(
            Shell($"cat /proc/$$/fd/{low}; echo; cat /proc/$$/fd/{high}; echo; ls -l /proc/$$/fd | grep -c {_scratch.Path}") with
            {
                Fds = [new(low, high), new(high, low)],
            },
            out _);

        Assert.Equal(low == first.Number ? "second\nfirst\n2\n" : "first\nsecond\n2\n", output);
    }

    [Fact]
    public void A_descriptor_that_keeps_its_number_stays_open()
    {
        using OwnedFd file = Text("kept");
        string output = Run(Shell($"cat /proc/$$/fd/{file.Number}") with
        {
            Fds = [new(file.Number, file.Number)],
        }, out _);

        Assert.Equal("kept", output);
    }

    [Fact]
    public void No_signal_is_ignored_or_held_back()
    {
        SignalSet before = SignalMask.Block(SignalSet.Of(SIGUSR1, SIGTERM));
        string output = Run(Shell("grep -E 'SigBlk|SigIgn' /proc/self/status"), out _);
        SignalMask.Set(before);

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", output);
    }

    [Fact]
    public void A_session_of_its_own_is_led_by_it()
    {
        using OwnedFd output = MemFd.Create("output");
        using SpawnedProcess child = Spawn.Start(
            new SpawnRequest
            {
                Program = "/bin/sleep",
                Arguments = ["60"],
                NewSession = true,
                Fds = [new(output.Number, STDOUT_FILENO)],
            });
        ProcessStat stat = ProcessStat.Read(child.Pid)!.Value;
        PidFd.SendSignal(child.Fd, SIGKILL);

        Assert.Equal((child.Pid, child.Pid), (stat.Session, stat.ProcessGroup));
        Assert.Equal(new ExitStatus(0, SIGKILL), child.Wait());
    }

    [Theory]
    [InlineData("/nonexistent", ENOENT)]
    [InlineData("/etc/passwd", EACCES)]
    public void A_program_that_cannot_be_executed_is_told_of_at_once(string program, int errno)
    {
        using OwnedFd file = Text("copied");
        var failure = Assert.Throws<SyscallException>(
            () => Spawn.Start(new SpawnRequest { Program = program, Fds = [new(file.Number, file.Number)] }));

        Assert.Equal(errno, failure.Errno);
        Assert.Contains(program, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, OpenDescriptors.On(_scratch["copied"]));
    }

    private static SpawnRequest Shell(string script) =>
        new() { Program = "/bin/sh", Arguments = ["-c", script] };

    private static string Run(SpawnRequest request, out ExitStatus status)
    {
        using Pipe pipe = Pipe.Open();
        using SpawnedProcess child = Spawn.Start(
            request with { Fds = [.. request.Fds, new(pipe.WriteEnd.Number, STDOUT_FILENO)] });
        pipe.WriteEnd.Dispose();
        string output = Encoding.UTF8.GetString(Fd.ReadAll(pipe.ReadEnd));
        status = child.Wait();
        return output;
    }

    private OwnedFd Text(string text)
    {
        File.WriteAllText(_scratch[text], text);
        return At.Open(_scratch.Fd, text, O_RDONLY);
    }
}
