// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

/// <summary>The status of containers whose processes and cgroups are real.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly StateRoot _root = new();
    private readonly Victim _init = new();

    public void Dispose()
    {
        _init.Dispose();
        _root.Dispose();
    }

    [Fact]
    public void A_container_is_created_while_its_fifo_is_there_and_running_after()
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });
        string fifo = Path.Combine(_root["a"], "exec.fifo");
        File.WriteAllText(fifo, "");

        Assert.Equal("created", Status("a"));
        File.Delete(fifo);
        Assert.Equal("running", Status("a"));
    }

    [Fact]
    public void A_container_whose_init_is_gone_has_stopped_and_has_no_pid()
    {
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity });
        Assert.Equal(_init.Pid, State("a").Pid);

        _init.End();

        Assert.Equal("stopped", Status("a"));
        Assert.Equal(0, State("a").Pid);
    }

    [Fact]
    public void Another_process_that_got_the_pid_is_not_the_container()
    {
        ProcessIdentity earlier = _init.Identity with { StartTime = _init.Identity.StartTime - 1 };
        _root.Make(StateRoot.Record("a") with { Init = earlier });

        Assert.Equal("stopped", Status("a"));
    }

    [Fact]
    public void A_zombie_has_stopped()
    {
        // The shell becomes a sleep, which never waits for the child that the shell had.
        using var parent = new Victim("sh", "-c", "true & exec sleep 1000");
        int zombie = 0;
        Assert.True(SpinWait.SpinUntil(() => (zombie = ZombieOf(parent.Pid)) != 0, 5000));
        _root.Make(StateRoot.Record("a") with { Init = ProcessIdentity.Of(zombie) });

        Assert.Equal("stopped", Status("a"));
    }

    [Fact]
    public void A_container_whose_cgroup_is_frozen_is_paused()
    {
        using var cgroup = new TestCgroup();
        cgroup.Add(_init);
        _root.Make(cgroup.In(StateRoot.Record("a") with { Init = _init.Identity }));
        Assert.Equal("running", Status("a"));

        cgroup.Freeze();

        Assert.True(SpinWait.SpinUntil(() => Status("a") == "paused", 5000));
    }

    [Fact]
    public void A_container_is_being_created_as_long_as_its_creator_lives()
    {
        using var creator = new Victim();
        _root.Make(StateRoot.Record("a") with { Init = _init.Identity, Creator = creator.Identity });
        Assert.Equal("creating", Status("a"));

        creator.End();

        Assert.Equal("stopped", Status("a"));
    }

    private ContainerState State(string id) => Husk.Runtime.Lifecycle.State.Of(_root.Store, id);

    private string Status(string id) => State(id).Status;

    private static int ZombieOf(int parent) => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out int pid) ? pid : 0)
        .FirstOrDefault(pid => pid > 0 && IsZombieOf(pid, parent));

    private static bool IsZombieOf(int pid, int parent)
    {
        try
        {
            string[] lines = File.ReadAllLines($"/proc/{pid}/status");
            return lines.Contains($"PPid:\t{parent}") && lines.Contains("State:\tZ (zombie)");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
