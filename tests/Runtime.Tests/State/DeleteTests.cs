// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class DeleteTests : IDisposable
{
    private readonly StateRoot _root = new();
    private readonly Victim _init = new();
    private readonly TestCgroup _cgroup = new();
    private readonly TestLog _log = new();

    public void Dispose()
    {
        _init.Dispose();
        _cgroup.Dispose();
        _root.Dispose();
    }

    [Fact]
    public void A_stopped_container_goes_with_its_cgroup()
    {
        Make("a");
        _init.End();

        Delete("a");

        Assert.False(_cgroup.Exists);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void A_created_container_is_killed_and_goes()
    {
        Make("a");
        File.WriteAllText(Path.Combine(_root["a"], "exec.fifo"), "");

        Delete("a");

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.False(_cgroup.Exists);
        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void A_running_container_is_refused_in_the_words_of_runc_and_runs_on()
    {
        Make("a");

        Assert.Equal("cannot delete container a that is not stopped: running", Refusal("a"));
        Assert.True(_init.IsRunning);
        Assert.True(_cgroup.Exists);
    }

    [Fact]
    public void A_paused_container_is_refused_but_not_if_forced()
    {
        Make("a");
        _cgroup.Freeze();
        Assert.True(SpinWait.SpinUntil(() => Lifecycle.State.Of(_root.Store, "a").Status == "paused", 5000));
        Assert.Equal("cannot delete container a that is not stopped: paused", Refusal("a"));

        Delete("a", force: true);

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.False(_cgroup.Exists);
    }

    [Fact]
    public void Forced_a_running_container_is_killed_and_goes()
    {
        Make("a");

        Delete("a", force: true);

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.False(_cgroup.Exists);
        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void What_a_stopped_container_without_pid_namespace_left_running_is_killed()
    {
        using var leftOver = new Victim();
        _cgroup.Add(leftOver);
        Make("a", record => record with { Namespaces = new Dictionary<string, string>() });
        _init.End();

        Delete("a");

        Assert.Equal(128 + 9, leftOver.ExitCode);
        Assert.False(_cgroup.Exists);
    }

    [Fact]
    public void A_cgroup_that_was_there_before_stays()
    {
        Make("a", record => record with { CgroupMade = [] });
        _init.End();

        Delete("a");

        Assert.True(_cgroup.Exists);
        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void An_unknown_container_is_an_error_but_not_if_forced()
    {
        Assert.Equal("container \"a\" does not exist", Refusal("a"));
        Delete("a", force: true);
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_killed_create_left_without_a_record_is_cleared_away(bool force)
    {
        Directory.CreateDirectory(_root["a"]);
        File.WriteAllText(Path.Combine(_root["a"], "config.json"), "{}");

        if (force)
            Delete("a", force: true);
        else
            Assert.Equal("container \"a\" does not exist", Refusal("a"));

        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void Forced_it_still_leaves_a_directory_of_somebody_elses_alone()
    {
        Directory.CreateDirectory(_root["ssh"]);
        File.WriteAllText(Path.Combine(_root["ssh"], "sshd_config"), "");

        Assert.Throws<LifecycleException>(() => Delete("ssh", force: true));

        Assert.True(File.Exists(Path.Combine(_root["ssh"], "sshd_config")));
    }

    [Fact]
    public void What_a_killed_create_left_with_a_record_is_killed_and_goes()
    {
        _cgroup.Add(_init);
        // Killed between the clone and the record of it: the process is in the cgroup, and nowhere else.
        Make("a", record => record with { Init = default, Creator = new ProcessIdentity(_init.Pid, 1) });

        Lifecycle.Delete.Interrupted(_root.Store, "a", _log);

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.False(_cgroup.Exists);
        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void A_container_that_was_made_whole_is_not_taken_for_an_interrupted_one()
    {
        Make("a");

        Lifecycle.Delete.Interrupted(_root.Store, "a", _log);
        Lifecycle.Delete.Interrupted(_root.Store, "unknown", _log);

        Assert.True(_init.IsRunning);
        Assert.True(Directory.Exists(_root["a"]));
    }

    [Fact]
    public async Task A_create_that_ends_in_peace_while_it_is_looked_at_is_not_an_interrupted_one()
    {
        using var creator = new Victim();
        Reservation reservation = _root.Store.Reserve("a");
        ContainerRecord record = StateRoot.Record("a") with { Init = _init.Identity };
        _root.Store.Save(record with { Creator = creator.Identity });
        creator.End();

        Task other = Task.Run(() => Lifecycle.Delete.Interrupted(_root.Store, "a", _log));
        await Task.Delay(100);
        Assert.False(other.IsCompleted);
        _root.Store.Save(record);
        reservation.Commit();
        reservation.Dispose();
        await other.WaitAsync(TimeSpan.FromSeconds(5));

        Assert.True(_init.IsRunning);
        Assert.Null(_root.Store.Load("a").Creator);
    }

    [Fact]
    public async Task Forced_a_container_that_is_being_created_is_killed_and_waited_for()
    {
        using var creator = new Victim();
        Reservation reservation = _root.Store.Reserve("a");
        _root.Store.Save(StateRoot.Record("a") with { Init = _init.Identity, Creator = creator.Identity });

        Task deletion = Task.Run(() => Delete("a", force: true));

        Assert.Equal(128 + 9, _init.ExitCode);
        Assert.False(deletion.IsCompleted);
        reservation.Dispose();
        await deletion.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(Directory.Exists(_root["a"]));
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_an_error_and_goes_if_forced()
    {
        Make("a");
        File.WriteAllText(Path.Combine(_root["a"], "state.json"), "{");

        Assert.Contains("it is damaged", Refusal("a"), StringComparison.Ordinal);
        Delete("a", force: true);

        Assert.False(Directory.Exists(_root["a"]));
        Assert.Contains("it is damaged", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    // That hooks run, and in which order, is for tests/Conformance: only husk-oci itself may clone.
    [Fact]
    public void Poststop_hooks_that_cannot_be_read_are_told_of_and_the_container_is_gone()
    {
        Make("a", record => record with { HasPoststop = true });
        File.WriteAllText(Path.Combine(_root["a"], "config.json"), "{");
        _init.End();

        Delete("a");

        Assert.StartsWith("poststop hooks of a are not run: config.json:1:2", Assert.Single(_log.Warnings));
        Assert.False(Directory.Exists(_root["a"]));
    }

    private void Make(string id, Func<ContainerRecord, ContainerRecord>? change = null)
    {
        if (_init.IsRunning)
            _cgroup.Add(_init);
        ContainerRecord record = _cgroup.In(StateRoot.Record(id) with { Init = _init.Identity });
        _root.Make(change is null ? record : change(record));
    }

    private void Delete(string id, bool force = false) => Lifecycle.Delete.Run(_root.Store, id, force, _log);

    private string Refusal(string id) => Assert.Throws<LifecycleException>(() => Delete(id)).Message;
}
