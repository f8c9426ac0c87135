// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Engine.Containers;
using Husk.Linux.Tests;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Tests.Containers;

/// <summary>Containers on the disk.</summary>
public sealed class ContainerStoreTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly ContainerStore _store;

    public ContainerStoreTests() => _store = new ContainerStore(new EnginePaths(_scratch["root"], _scratch["run"]));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_container_is_found_by_id_name_and_the_beginning_of_its_id()
    {
        string id = Make("web");

        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal([id, id, id, id], ((string[])[id, "web", "/web", id[..5]]).Select(_store.Resolve));
        Assert.Equal("No such container: we", Assert.Throws<EngineException>(() => _store.Resolve("we")).Message);
        Assert.Equal("No such container: ", Assert.Throws<EngineException>(() => _store.Resolve("")).Message);
    }

    [Fact]
    public void A_name_goes_before_the_beginning_of_an_id()
    {
        string id = Make("other");
        string named = Make(id[..8]);

        Assert.Equal(named, _store.Resolve(id[..8]));
        Assert.Equal(id, _store.Resolve(id[..9]));
    }

    [Fact]
    public void A_beginning_of_several_ids_is_ambiguous()
    {
        List<string> ids = [.. Enumerable.Range(0, 17).Select(i => Make("c" + i))];
        string shared = ids.GroupBy(id => id[..1]).First(group => group.Count() > 1).Key;

        Assert.Equal($"multiple IDs found with provided prefix: {shared}",
            Assert.Throws<EngineException>(() => _store.Resolve(shared)).Message);
    }

    [Fact]
    public void A_name_that_is_taken_is_told_with_its_holder()
    {
        string id = Make("web");

        var refused = Assert.Throws<EngineException>(() => Make("web"));

        Assert.Equal(EngineFault.Conflict, refused.Fault);
        Assert.Equal(
            $"Conflict. The container name \"/web\" is already in use by container \"{id}\". "
            + "You have to remove (or rename) that container to be able to reuse that name.",
            refused.Message);
        Assert.Equal([id], _store.Ids());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("grüße")]
    public void Not_everything_is_a_name(string name) =>
        Assert.Equal($"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            Assert.Throws<EngineException>(() => Make(name)).Message);

    [Fact]
    public void Of_many_who_want_one_name_one_gets_it()
    {
        int made = 0;
        Parallel.For(0, 20, _ =>
        {
            try
            {
                Make("web");
                System.Threading.Interlocked.Increment(ref made);
            }
            catch (EngineException e) when (e.Fault is EngineFault.Conflict)
            {
            }
        });
        Assert.Equal(1, made);
        Assert.Single(_store.Ids());
    }

    [Fact]
    public void A_name_is_free_again_when_its_container_was_never_finished()
    {
        (ContainerLock unfinished, string name) = _store.Begin("web");
        Assert.Equal("web", name);
        // Somebody is at work on it.
        Assert.Throws<EngineException>(() => Make("web"));
        unfinished.Dispose();

        string id = Make("web");

        Assert.Equal(id, _store.Resolve("web"));
        ContainerLock left = Assert.Single(_store.Leftovers());
        Assert.Equal(unfinished.Id, left.Id);
        _store.Delete(left, "web");
        left.Dispose();
        Assert.Equal(id, _store.Resolve("web"));
        Assert.Equal([id], _store.Ids());
    }

    [Fact]
    public void A_renamed_container_has_the_new_name_only()
    {
        string id = Make("web");
        string other = Make("db");
        using (ContainerLock locked = _store.Lock(id))
        {
            Assert.Contains("already in use",
                Assert.Throws<EngineException>(() => _store.Rename(locked, _store.Read(id), "db")).Message);
            Assert.Contains("same name",
                Assert.Throws<EngineException>(() => _store.Rename(locked, _store.Read(id), "web")).Message);
            _store.Rename(locked, _store.Read(id), "front");
        }

        Assert.Equal(id, _store.Resolve("front"));
        Assert.Null(_store.TryResolve("web"));
        Assert.Equal(other, _store.Resolve("db"));
        Assert.NotEqual(id, Make("web"));
    }

    [Fact]
    public void A_removed_container_leaves_nothing()
    {
        string id = Make("web");
        using (ContainerLock locked = _store.Lock(id))
        {
            File.WriteAllText(Path.Combine(locked.Paths.Directory, "hosts"), "");
            _store.Delete(locked, "web");
        }

        Assert.Throws<EngineException>(() => _store.Lock(id));
        Assert.Equal(["by-name"], Directory.GetFileSystemEntries(_store.Paths.Containers).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_store.Paths.Containers, "by-name")));
    }

    [Fact]
    public void Chosen_names_are_two_words_and_differ()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(_ => _store.Read(Make(null)).Name)];

        Assert.All(names, name => Assert.Matches("^[a-z]+_[a-z]+[0-9]*$", name));
        Assert.Equal(30, names.Distinct().Count());
    }

    [Fact]
    public void What_was_asked_for_is_read_back_whole()
    {
        string id = Make("web");
        var container = _store.Read(id) with
        {
            Image = "sha256:12",
            Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            HostConfig = new HostConfig
            {
                Memory = 1 << 20,
                PortBindings =
                    new Dictionary<string, PortBinding[]> { ["80/tcp"] = [new PortBinding { HostPort = "8080" }] },
                RestartPolicy = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 3 },
                Ulimits = [new Ulimit { Name = "nofile", Soft = 1, Hard = -1 }],
                MaskedPaths = [],
            },
            Config = new ContainerConfig { Cmd = ["sh", "-c", "echo \"grüße\""], Labels = new Dictionary<string, string> { ["a"] = "b" } },
        };
        using (ContainerLock locked = _store.Lock(id))
            ContainerStore.Write(locked, container);

        Container read = _store.Read(id);

        Assert.Equal(ContainerJson.Write(container), ContainerJson.Write(read));
        Assert.Equal(container.Config.Cmd, read.Config.Cmd);
        Assert.Equal("8080", read.HostConfig.PortBindings["80/tcp"][0].HostPort);
        Assert.NotNull(read.HostConfig.MaskedPaths);
        Assert.Null(read.HostConfig.ReadonlyPaths);
    }

    [Fact]
    public void A_damaged_file_is_told_by_its_path()
    {
        string id = Make("web");
        File.WriteAllText(_store.Paths.Of(id).Config, "{");

        var damaged = Assert.Throws<EngineException>(() => _store.Read(id));
        Assert.Equal(EngineFault.Corrupt, damaged.Fault);
        Assert.StartsWith(
            $"container {id} is damaged: {_store.Paths.Of(id).Config}: ", damaged.Message, StringComparison.Ordinal);
        Assert.Equal(id, _store.Resolve("web"));
        Assert.Equal("web", _store.NameOf(id));
    }

    private string Make(string? name)
    {
        (ContainerLock locked, string given) = _store.Begin(name);
        using (locked)
        {
            ContainerStore.Write(locked, new Container
            {
                Id = locked.Id,
                Name = given,
                Config = new ContainerConfig(),
                HostConfig = new HostConfig(),
            });
            return locked.Id;
        }
    }
}
