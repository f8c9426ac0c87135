// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>Clients, and what they send to the container.</summary>
public sealed class AttachTests
{
    private static MonitorOrder Interactive(MonitorOrder order) => order with { OpenStdin = true };

    private static MonitorOrder Once(MonitorOrder order) => order with { OpenStdin = true, StdinOnce = true };

    [Fact]
    public void Streams_are_told_apart_and_only_those_asked_for_come()
    {
        using var monitor =
            new MonitorProcess("echo out; echo err >&2; read x; echo more; echo worse >&2", Interactive);
        monitor.Starter.Attach(stdout: false);
        monitor.Starter.Send(FrameKind.Start);
        monitor.Starter.Until(FrameKind.Begun);
        using Connection second = monitor.Connect();
        second.Attach(stdin: true, stderr: false);
        second.Type("go\n");
        second.UntilExit();
        monitor.Starter.UntilExit();

        Assert.EndsWith("more\n", second.Text, StringComparison.Ordinal);
        Assert.Empty(second.Stderr);
        Assert.Empty(monitor.Starter.Stdout);
        Assert.Equal("err\nworse\n", Encoding.UTF8.GetString(monitor.Starter.Stderr));
    }

    [Fact]
    public void Two_clients_type_and_see_the_same()
    {
        using MonitorProcess monitor = new MonitorProcess("while read line; do echo got $line; done", Interactive)
            .Begin(stdin: true);
        monitor.Starter.Until(FrameKind.Begun);
        using Connection second = monitor.Connect();
        second.Attach(stdin: true);
        second.Type("one\n");
        second.UntilText("got one\n");
        monitor.Starter.Type("two\n");
        second.UntilText("got two\n");
        monitor.Starter.UntilText("got two\n");

        Assert.Equal("got one\ngot two\n", second.Text);
        Assert.Equal("got one\ngot two\n", monitor.Starter.Text);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        Assert.Equal(137, second.UntilExit().ExitCode);
        Assert.Equal(137, monitor.Starter.UntilExit().ExitCode);
    }

    [Fact]
    public void The_end_of_the_first_clients_input_is_the_containers_when_it_is_asked_for_once()
    {
        using MonitorProcess monitor = new MonitorProcess("cat; echo end", Once).Begin(stdin: true);
        monitor.Starter.Type("typed");
        monitor.Starter.Send(FrameKind.EndOfStdin);

        Assert.Equal(0, monitor.Starter.UntilExit().ExitCode);
        Assert.Equal("typedend\n", monitor.Starter.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_that_goes_ends_the_input_only_when_it_is_asked_for_once(bool once)
    {
        using var monitor = new MonitorProcess("cat; echo end", once ? Once : Interactive);
        monitor.Starter.Attach();
        monitor.Starter.Send(FrameKind.Start);
        monitor.Starter.Until(FrameKind.Begun);
        using (Connection client = monitor.Connect())
        {
            client.Attach(stdin: true);
            client.Type("x");
            client.UntilText("x");
        }

        if (!once)
        {
            using Connection next = monitor.Connect();
            next.Attach(stdin: true);
            next.Type("y");
            next.UntilText("y");
            monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        }

        monitor.Starter.UntilExit();
        Assert.Equal(once ? "xend\n" : "xy", monitor.Starter.Text);
    }

    [Fact]
    public void Without_an_open_input_the_container_sees_its_end_at_once()
    {
        using MonitorProcess monitor = new MonitorProcess("cat; echo end").Begin(stdin: true);
        monitor.Starter.UntilExit();

        Assert.Equal("end\n", monitor.Starter.Text);
    }

    [Fact]
    public void Much_input_waits_for_a_container_that_reads_late_and_nobody_else_does()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "echo ready; while ! test -e /tmp/go; do sleep 0.05; done; wc -c", Once).Begin(stdin: true);
        monitor.Starter.UntilText("ready");
        using (new Sender(monitor.Starter, new byte[60_000], 50))
        {
            using Connection other = monitor.Connect();
            var clock = Stopwatch.StartNew();
            other.Ask(FrameKind.StopRequested);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "another client had to wait");
            File.WriteAllText(monitor.Bundle.Scratch["bundle/rootfs/tmp/go"], "");
        }

        monitor.Starter.UntilExit();
        Assert.Equal("ready\n3000000\n", monitor.Starter.Text);
    }

    [Fact]
    public void The_container_waits_for_a_client_that_does_not_read()
    {
        using MonitorProcess monitor = new MonitorProcess("yes 1234567 | head -c 1000000; : > /tmp/done").Begin();
        string done = monitor.Bundle.Scratch["bundle/rootfs/tmp/done"];
        Thread.Sleep(500);
        Assert.False(File.Exists(done));

        monitor.Starter.UntilExit();
        Assert.Equal(1_000_000, monitor.Starter.Stdout.Length);
        Assert.True(File.Exists(done));
    }

    [Fact]
    public void Once_the_container_has_ended_nobody_waits_for_a_slow_client_and_it_misses_nothing()
    {
        // More than its socket takes, and less than that and the pipe.
        using MonitorProcess monitor = new MonitorProcess("yes 1234567 | head -c 240000").Begin();
        Eventually.True(() => File.Exists(monitor.Bundle.Scratch["state.json"])
            && monitor.State.Status == ContainerStatus.Exited, "the end");
        Assert.Equal(240_000, monitor.Logged().Stdout.Length);

        Assert.Equal(0, monitor.Starter.UntilExit().ExitCode);
        Assert.Equal(240_000, monitor.Starter.Stdout.Length);
        Assert.Equal(0, monitor.Wait().Code);
    }

    [Fact]
    public void What_is_no_frame_ends_that_connection_alone()
    {
        using MonitorProcess monitor = new MonitorProcess("read x; echo $x", Interactive).Begin(stdin: true);
        monitor.Starter.Until(FrameKind.Begun);
        using OwnedFd stranger = UnixSocket.Connect(monitor.Bundle.Scratch["monitor.sock"]);
        Fd.WriteAll(stranger, "GET / HTTP/1.1\r\n\r\n"u8);

        Assert.Empty(Fd.ReadAll(stranger));
        monitor.Starter.Type("on\n");
        monitor.Starter.UntilExit();
        Assert.Equal("on\n", monitor.Starter.Text);
    }

    private sealed class Sender : IDisposable
    {
        private readonly Thread _thread;

        public Sender(Connection connection, byte[] piece, int count)
        {
            _thread = new Thread(() =>
            {
                for (int i = 0; i < count; i++)
                    connection.Send(FrameKind.Stdin, piece);
                connection.Send(FrameKind.EndOfStdin);
            });
            _thread.Start();
        }

        public void Dispose() => _thread.Join();
    }
}
