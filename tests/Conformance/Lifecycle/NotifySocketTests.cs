// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Conformance.Lifecycle;

/// <summary>sd_notify(3) and sd_listen_fds(3): a container as a service of systemd.</summary>
public sealed class NotifySocketTests : ConformanceTest
{
    private readonly SystemdSocket _manager;

    public NotifySocketTests() => _manager = new SystemdSocket(Sandbox);

    [ContainerFact]
    public void The_container_has_a_socket_of_its_own()
    {
        Container container = Container(
            spec => spec.Args("/bin/probe", "facts", ",", "notify", "READY=1", ",", "sleep"));
        Invocation run = container.BeginRun(_manager.Launch, "--detach");
        Facts facts = End(run).Succeeded().Facts();
        MountFact mount = facts.Mount(Path.GetDirectoryName(facts.Variable("NOTIFY_SOCKET")!)!);
        Assert.All((string[])["ro", "nosuid", "nodev", "noexec"], option => Assert.True(mount.Has(option), option));
    }

    [ContainerFact(RuncDiffers = "it is at /run/notify, whatever the caller's is called")]
    public void It_is_in_a_directory_by_the_name_of_the_managers()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "facts", ",", "notify", "READY=1"));
        Facts facts = End(container.BeginRun(_manager.Launch)).Succeeded().Facts();
        Assert.Equal(_manager.Path + "/notify", facts.Variable("NOTIFY_SOCKET"));
    }

    [ContainerTheory]
    [InlineData("/run/systemd/husk-test-nobody")]
    [InlineData("/run/user/0/husk-test-nobody")]
    [InlineData("@husk-test-nobody")]
    public void For_the_sockets_of_systemd_it_is_at_run_notify(string host)
    {
        Container container = Container(spec => spec.Shell("echo $NOTIFY_SOCKET; test -d /run/notify && echo there"));
        var launch = new Launch { Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = host } };
        using Invocation run = container.BeginRun(launch, "--detach");
        run.Wait().Succeeded();
        Eventually.True(() => run.Stdout == "/run/notify/notify.sock\nthere\n", "what the process printed");
    }

    [ContainerFact]
    public void A_manager_that_is_gone_is_no_obstacle()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        var launch = new Launch
        {
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = Path.Combine(Sandbox.Path, "nobody") },
        };
        container.BeginRun(launch, "--detach").Wait().Succeeded();
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Without_a_manager_there_is_none()
    {
        Facts facts = Facts();
        Assert.Null(facts.Variable("NOTIFY_SOCKET"));
        Assert.Null(facts.FindMount("/run/notify"));
    }

    [ContainerFact]
    public void A_detached_run_returns_when_the_container_is_ready_and_the_manager_knows()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "notify", "READY=1", ",", "sleep"));
        Invocation run = container.BeginRun(_manager.Launch, "--detach");
        Assert.Equal("READY=1\n", _manager.Receive());
        Assert.Equal($"MAINPID={container.Pid}\n", _manager.Receive());
        End(run).Succeeded();
        Assert.Equal("running", container.Status);
    }

    [ContainerFact(RuncDiffers = "1.1 does not ask the manager whether it has read what was sent")]
    public void It_stays_until_the_manager_has_read_it()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "notify", "READY=1", ",", "sleep"));
        Invocation run = container.BeginRun(_manager.Launch, "--detach");
        Assert.StartsWith("READY=", _manager.Receive());
        Assert.StartsWith("MAINPID=", _manager.Receive());
        (string text, int descriptor) = _manager.ReceiveWithDescriptor();
        Assert.Equal("BARRIER=1", text);
        Assert.False(run.HasExited);
        Syscall.close(descriptor);
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void Start_does_the_same_for_what_create_has_made()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "notify", "READY=1", ",", "sleep"));
        container.BeginCreate(_manager.Launch).Wait().Succeeded();
        Assert.False(_manager.HasMessage);
        Invocation start = Sandbox.Begin(_manager.Launch, "start", container.Id);
        Assert.Equal("READY=1\n", _manager.Receive());
        Assert.Equal($"MAINPID={container.Pid}\n", _manager.Receive());
        End(start).Succeeded();
    }

    [ContainerFact]
    public void In_the_foreground_the_runtime_is_the_main_process()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "notify", "READY=1", ",", "exit", "4"));
        Invocation run = container.BeginRun(_manager.Launch);
        Assert.Equal("READY=1\n", _manager.Receive());
        Assert.Equal($"MAINPID={run.Pid}\n", _manager.Receive());
        End(run).Exited(4);
    }

    [ContainerFact(RuncDiffers = "it waits for ever when the container ends without a word")]
    public void What_is_not_READY_stays_in_the_container()
    {
        Container container = Container(
            spec => spec.Args("/bin/probe", "notify", "STATUS=nearly", "MAINPID=1", ",", "exit", "0"));
        container.BeginRun(_manager.Launch, "--detach").Wait().Succeeded();
        Assert.False(_manager.HasMessage);
    }

    /// <summary>Reads on, as a manager does, until the command has ended.</summary>
    private Result End(Invocation command)
    {
        Eventually.True(
            () =>
            {
                if (_manager.HasMessage)
                {
                    _manager.Receive();
                }

                return command.HasExited;
            },
            "the end of the command");
        return command.Wait();
    }

    [ContainerFact]
    public void The_sockets_of_an_activation_are_the_first_processs()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "facts", ",", "fds"));
        var launch = new Launch
        {
            Prelude = "exec 3</etc 4</usr; LISTEN_PID=$$; export LISTEN_PID",
            Environment = new Dictionary<string, string> { ["LISTEN_FDS"] = "2" },
        };
        Facts facts = container.BeginRun(launch).Wait().Succeeded().Facts();
        Assert.Equal(("2", "1"), (facts.Variable("LISTEN_FDS"), facts.Variable("LISTEN_PID")));
    }

    [ContainerFact]
    public void Preserved_descriptors_follow_them()
    {
        Container container = Container(
            spec => spec.Shell("ls -d /proc/self/fd/3/. /proc/self/fd/4/. /proc/self/fd/5/. 2>&1"));
        var launch = new Launch
        {
            Prelude = "exec 3</etc 4</usr 5</var 6</tmp; LISTEN_PID=$$; export LISTEN_PID",
            Environment = new Dictionary<string, string> { ["LISTEN_FDS"] = "1" },
        };
        string[] lines = container.BeginRun(launch, "--preserve-fds", "1").Wait().Stdout.Split('\n');
        Assert.Equal((true, true), (lines.Contains("/proc/self/fd/3/."), lines.Contains("/proc/self/fd/4/.")));
        Assert.DoesNotContain("/proc/self/fd/5/.", lines);
    }
}
