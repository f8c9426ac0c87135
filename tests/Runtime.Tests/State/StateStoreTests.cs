// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class StateStoreTests : IDisposable
{
    private readonly StateRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_reserved_id_is_a_directory_that_others_can_only_pass_through()
    {
        using Reservation reservation = _root.Store.Reserve("a");

        Assert.Equal("rwx--x--x", Mode(_root["a"]));
    }

    [Fact]
    public void The_root_is_made_with_its_parents_when_the_first_id_is_taken()
    {
        string root = Path.Combine(_root.Path, "deep", "er");
        using Reservation reservation = new StateStore(root).Reserve("a");

        Assert.True(Directory.Exists(Path.Combine(root, "a")));
        Assert.Equal("rwx------", Mode(root));
    }

    [Fact]
    public void A_reservation_that_is_not_committed_leaves_nothing()
    {
        using (_root.Store.Reserve("a"))
        {
            _root.Store.SaveConfig("a", "{}"u8);
            _root.Store.Save(StateRoot.Record("a"));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void A_committed_container_stays_until_it_is_removed()
    {
        using (Reservation reservation = _root.Store.Reserve("a"))
        {
            _root.Store.SaveConfig("a", "{ }"u8);
            _root.Store.Save(StateRoot.Record("a"));
            reservation.Commit();
        }

        Assert.Equal("/bundle", _root.Store.Load("a").Bundle);
        Assert.Equal("{ }"u8.ToArray(), _root.Store.LoadConfig("a"));
        Assert.Equal(["config.json", "state.json"], Names(_root["a"]));

        _root.Store.Remove("a");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void An_id_that_is_taken_is_refused_in_the_words_of_runc()
    {
        _root.Make(StateRoot.Record("a"));

        LifecycleException refusal = Assert.Throws<LifecycleException>(() => _root.Store.Reserve("a"));

        Assert.Contains("container with given ID already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("a", _root.Store.Load("a").Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    public void An_id_that_could_leave_the_root_reaches_no_file(string id)
    {
        StateStore store = _root.Store;

        Action[] verbs = [() => store.Reserve(id), () => store.Load(id), () => store.Lock(id), () => store.Remove(id)];
        foreach (Action verb in verbs)
            Assert.StartsWith("invalid container ID format", Assert.Throws<LifecycleException>(verb).Message);
    }

    [Fact]
    public void A_container_that_is_not_there_is_named()
    {
        foreach (Action verb in new Action[] { () => _root.Store.Load("a"), () => _root.Store.Lock("a") })
            Assert.Equal("container \"a\" does not exist", Assert.Throws<LifecycleException>(verb).Message);
    }

    [Fact]
    public void A_damaged_record_names_its_file()
    {
        _root.Make(StateRoot.Record("a"));
        File.WriteAllText(Path.Combine(_root["a"], "state.json"), "{");

        LifecycleException refusal = Assert.Throws<LifecycleException>(() => _root.Store.Load("a"));

        string file = $"{_root["a"]}/state.json";
        Assert.Equal($"state of container \"a\" cannot be used: {file}: it is damaged", refusal.Message);
    }

    [Fact]
    public void What_a_killed_create_left_is_cleared_away_by_the_next()
    {
        Directory.CreateDirectory(_root["a"]);
        File.WriteAllText(Path.Combine(_root["a"], "config.json"), "{}");
        File.WriteAllText(Path.Combine(_root["a"], ".tmp-0123"), "{");

        using Reservation reservation = _root.Store.Reserve("a");

        Assert.Empty(Names(_root["a"]));
    }

    [Fact]
    public void A_directory_of_somebody_elses_is_left_alone()
    {
        Directory.CreateDirectory(_root["ssh"]);
        File.WriteAllText(Path.Combine(_root["ssh"], "sshd_config"), "Port 22");

        LifecycleException refusal = Assert.Throws<LifecycleException>(() => _root.Store.Reserve("ssh"));

        Assert.Contains($"{_root["ssh"]} is no container's directory", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Port 22", File.ReadAllText(Path.Combine(_root["ssh"], "sshd_config")));
    }

    [Fact]
    public async Task A_record_is_replaced_whole()
    {
        _root.Make(StateRoot.Record("a"));
        int reads = 0;
        bool written = false;
        // A thread of its own: one of the pool's may come when all is written.
        Task reader = Task.Factory.StartNew(() =>
        {
            for (; !Volatile.Read(ref written); Interlocked.Increment(ref reads))
                Assert.Equal("a", _root.Store.Load("a").Id);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        SpinWait.SpinUntil(() => Volatile.Read(ref reads) > 0 || reader.IsCompleted);

        for (int i = 0; i < 500; i++)
            _root.Store.Save(StateRoot.Record("a") with { Bundle = new string('x', i * 20) });
        int during = Volatile.Read(ref reads);
        Volatile.Write(ref written, true);

        await reader;
        Assert.True(during > 1, $"{during} reads while 500 records were written");
        Assert.Equal(["state.json"], Names(_root["a"]));
    }

    [Fact]
    public void Containers_are_listed_in_the_order_of_their_ids()
    {
        foreach (string id in new[] { "b", "a_2", "C", "a", "a-1" })
            _root.Make(StateRoot.Record(id));
        File.WriteAllText(_root["file"], "");
        Directory.CreateDirectory(_root["not an id"]);

        Assert.Equal(["C", "a", "a-1", "a_2", "b"], _root.Store.List());
    }

    [Fact]
    public void A_root_that_is_not_there_is_told_from_an_empty_one()
    {
        Assert.Empty(_root.Store.List()!);
        Assert.Null(new StateStore(_root["missing"]).List());
    }

    // A test's threads have open files of their own, so flock(2) tells them apart as it does processes.
    [Fact]
    public void Of_fifty_who_want_an_id_one_gets_it()
    {
        for (int round = 0; round < 20; round++)
        {
            string id = $"a{round}";
            var winners = new ConcurrentBag<Reservation>();
            var losers = new ConcurrentBag<string>();

            Together(50, _ =>
            {
                try
                {
                    Reservation reservation = _root.Store.Reserve(id);
                    _root.Store.Save(StateRoot.Record(id));
                    reservation.Commit();
                    winners.Add(reservation);
                    reservation.Dispose();
                }
                catch (LifecycleException e)
                {
                    losers.Add(e.Message);
                }
            });

            Assert.Single(winners);
            Assert.Equal(49, losers.Count);
            Assert.All(losers, message => Assert.Contains("already exists", message, StringComparison.Ordinal));
            Assert.Equal(id, _root.Store.Load(id).Id);
        }
    }

    [Fact]
    public void Fifty_who_give_up_again_leave_nothing()
    {
        int taken = 0;

        Together(50, _ =>
        {
            try
            {
                using Reservation reservation = _root.Store.Reserve("a");
                Interlocked.Increment(ref taken);
                _root.Store.SaveConfig("a", "{}"u8);
            }
            catch (LifecycleException)
            {
            }
        });

        Assert.True(taken > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void Fifty_containers_can_be_made_at_once()
    {
        Together(50, i => _root.Make(StateRoot.Record($"c{i}")));

        Assert.Equal(50, _root.Store.List()!.Count);
    }

    [Fact]
    public void A_lock_keeps_others_out_until_it_is_disposed()
    {
        _root.Make(StateRoot.Record("a"));
        int inside = 0, most = 0, times = 0;

        Together(20, _ =>
        {
            using StateLock held = _root.Store.Lock("a");
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Sleep(2);
            Interlocked.Decrement(ref inside);
            times++;
        });

        Assert.Equal(1, most);
        Assert.Equal(20, times);
    }

    [Fact]
    public async Task A_wait_for_a_container_that_is_deleted_meanwhile_ends()
    {
        _root.Make(StateRoot.Record("a"));
        Task<LifecycleException> waiter;
        using (_root.Store.Lock("a"))
        {
            waiter = Task.Run(() => Assert.Throws<LifecycleException>(() => _root.Store.Lock("a")));
            await Task.Delay(50);
            Assert.False(waiter.IsCompleted);
            _root.Store.Remove("a");
        }

        Assert.Equal("container \"a\" does not exist", (await waiter).Message);
    }

    private static void Together(int count, Action<int> action)
    {
        using var gate = new Barrier(count);
        var failures = new ConcurrentBag<Exception>();
        List<Thread> threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            gate.SignalAndWait();
            try
            {
                action(i);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }))];
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }

    private static string[] Names(string directory) =>
        [.. new DirectoryInfo(directory).EnumerateFileSystemInfos().Select(each => each.Name)
            .Order(StringComparer.Ordinal)];

    private static string Mode(string path)
    {
        var bits = (int)new FileInfo(path).UnixFileMode;
        return string.Concat(Enumerable.Range(0, 9).Select(i => (bits >> (8 - i) & 1) == 0 ? '-' : "rwx"[i % 3]));
    }
}
