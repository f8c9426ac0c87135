// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class KillTests : IDisposable
{
    private readonly StateRoot _root = new();
    private readonly Victim _init = new();

    public void Dispose()
    {
        _init.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("sigterm", 15)]
    [InlineData("15", 15)]
    [InlineData("HUP", 1)]
    [InlineData("KILL", 9)]
    [InlineData("9", 9)]
    [InlineData("RTMIN+1", 35)]
    public void The_signal_reaches_the_init_process(string signal, int number)
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });

        Kill.Run(_root.Store, "a", signal, notRunningIsFine: false);

        Assert.Equal(128 + number, _init.ExitCode);
    }

    [Fact]
    public void Signal_0_only_asks()
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });

        Kill.Run(_root.Store, "a", "0", notRunningIsFine: false);
        Assert.True(_init.IsRunning);
        _init.End();

        Assert.Equal("container not running", Refusal("a", "0"));
    }

    [Theory]
    [InlineData("BAD")]
    [InlineData("65")]
    [InlineData("-9")]
    [InlineData("")]
    [InlineData("SIG")]
    public void What_is_no_signal_is_named_and_not_sent(string signal)
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });

        Assert.Equal($"unknown signal \"{signal}\"", Refusal("a", signal));
        Assert.True(_init.IsRunning);
    }

    [Fact]
    public void A_stopped_container_is_not_running_unless_that_is_fine()
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });
        _init.End();

        Assert.Equal("container not running", Refusal("a", "TERM"));
        Assert.Equal("container not running", Refusal("a", "KILL"));
        Kill.Run(_root.Store, "a", "TERM", notRunningIsFine: true);
    }

    [Fact]
    public void A_container_that_is_not_there_is_named() =>
        Assert.Equal("container \"a\" does not exist", Refusal("a", "TERM"));

    [Fact]
    public void Another_process_that_got_the_pid_is_not_hit()
    {
        ProcessIdentity later = _init.Identity with { StartTime = _init.Identity.StartTime + 1 };
        _root.Make(StateRoot.Record("a") with { Init = later });

        Assert.Equal("container not running", Refusal("a", "KILL"));
        Assert.True(_init.IsRunning);
    }

    [Fact]
    public void Without_a_pid_namespace_of_its_own_KILL_ends_all_of_a_containers_processes()
    {
        using var cgroup = new TestCgroup();
        using var other = new Victim();
        cgroup.Add(_init);
        cgroup.Add(other);
        _root.Make(cgroup.In(SharedPids(StateRoot.Record("a")) with { Init = _init.Identity }));

        Kill.Run(_root.Store, "a", "TERM", notRunningIsFine: false);
        Assert.Equal(128 + 15, _init.ExitCode);
        Assert.True(other.IsRunning);
        Kill.Run(_root.Store, "a", "KILL", notRunningIsFine: false);

        Assert.Equal(128 + 9, other.ExitCode);
    }

    [Fact]
    public void With_a_pid_namespace_of_its_own_KILL_is_for_init_alone_and_the_kernel_does_the_rest()
    {
        using var cgroup = new TestCgroup();
        using var other = new Victim();
        cgroup.Add(_init);
        cgroup.Add(other);
        _root.Make(cgroup.In(StateRoot.Record("a") with { Init = _init.Identity }));

        Kill.Run(_root.Store, "a", "KILL", notRunningIsFine: false);

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.True(other.IsRunning);
    }

    [Fact]
    public void KILL_ends_a_paused_container_too()
    {
        using var cgroup = new TestCgroup();
        cgroup.Add(_init);
        cgroup.Freeze();
        _root.Make(cgroup.In(StateRoot.Record("a") with { Init = _init.Identity }));

        Kill.Run(_root.Store, "a", "KILL", notRunningIsFine: false);

        Assert.Equal(128 + 9, _init.ExitCode);
    }

    private string Refusal(string id, string signal) =>
        Assert.Throws<LifecycleException>(() => Kill.Run(_root.Store, id, signal, notRunningIsFine: false)).Message;

    private static ContainerRecord SharedPids(ContainerRecord record) =>
        record with { Namespaces = new Dictionary<string, string> { ["uts"] = "" } };
}
