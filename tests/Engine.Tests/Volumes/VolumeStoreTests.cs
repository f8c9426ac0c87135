// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Engine.Containers;
using Husk.Engine.Volumes;
using Husk.Linux.Tests;

namespace Husk.Engine.Tests.Volumes;

public sealed class VolumeStoreTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly ScratchDirectory _scratch = new();
    private readonly VolumeStore _store;

    public VolumeStoreTests() => _store = new VolumeStore(new EnginePaths(_scratch["root"], _scratch["run"]));

    [Fact]
    public void A_volume_is_a_directory_for_everybody_with_a_record_beside_it()
    {
        Volume made = _store.Create("data", "", new Dictionary<string, string> { ["a"] = "b" }, Nothing);
        Volume found = _store.Find("data");
        Assert.Equal(
            (made.Name, made.CreatedAt, "b", "local"), (found.Name, found.CreatedAt, found.Labels["a"], found.Driver));
        Assert.Equal(Path.Combine(_scratch["root"], "volumes/data/_data"), _store.DataOf("data"));
        Assert.Equal("755", Command.Output("stat", "-c", "%a", _store.DataOf("data")).Trim());
    }

    [Fact]
    public void Making_it_again_finds_it_with_what_is_in_it()
    {
        _store.Create("data", "local", Nothing, Nothing);
        File.WriteAllText(Path.Combine(_store.DataOf("data"), "x"), "y");
        _store.Create("data", "", new Dictionary<string, string> { ["late"] = "" }, Nothing);
        Assert.True(File.Exists(Path.Combine(_store.DataOf("data"), "x")));
        Assert.Empty(_store.Find("data").Labels);
    }

    [Fact]
    public void Without_a_name_it_has_64_digits_and_dockers_label()
    {
        Volume volume = _store.Create(null, "", Nothing, Nothing);
        Assert.Matches("^[0-9a-f]{64}$", volume.Name);
        Assert.True(_store.Find(volume.Name).IsAnonymous);
        Assert.False(_store.Create("named", "", Nothing, Nothing).IsAnonymous);
    }

    [Theory]
    [InlineData("a", "create a: volume name is too short, names should be at least two alphanumeric characters")]
    [InlineData("a/b",
        "create a/b: \"a/b\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    [InlineData(".ab",
        "create .ab: \".ab\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")]
    public void Names_are_by_dockers_rule(string name, string message)
    {
        var failure = Assert.Throws<EngineException>(() => _store.Create(name, "", Nothing, Nothing));
        Assert.Equal((EngineFault.InvalidArgument, message), (failure.Fault, failure.Message));
    }

    [Fact]
    public void Other_drivers_and_options_are_refused()
    {
        Assert.Equal(
            "create vv: error looking up volume plugin nfs: plugin \"nfs\" not found", Refusal("nfs", Nothing));
        Assert.Equal(
            "create vv: invalid option: \"size\"", Refusal("", new Dictionary<string, string> { ["size"] = "1" }));
        Assert.Equal("create vv: missing required option: \"device\"",
            Refusal("", new Dictionary<string, string> { ["type"] = "tmpfs" }));
        Assert.Empty(_store.List());
    }

    [Fact]
    public void In_use_it_stays_and_says_who_has_it()
    {
        _store.Create("data", "", Nothing, Nothing);
        var failure = Assert.Throws<EngineException>(() => _store.Remove("data", _ => ["c1", "c2"]));
        Assert.Equal(
            (EngineFault.Conflict, "remove data: volume is in use - [c1, c2]"), (failure.Fault, failure.Message));
        _store.Remove("data", _ => []);
        Assert.Null(_store.TryFind("data"));
        Assert.False(Directory.Exists(Path.Combine(_scratch["root"], "volumes/data")));
        Assert.Equal(
            "get data: no such volume", Assert.Throws<EngineException>(() => _store.Remove("data", _ => [])).Message);
    }

    [Fact]
    public void Prune_takes_what_nobody_has_and_counts_it()
    {
        foreach (string name in (string[])["used", "free1", "free2"])
        {
            File.WriteAllBytes(
                Path.Combine(_store.DataOf(_store.Create(name, "", Nothing, Nothing).Name), "f"), new byte[1000]);
        }
        (IReadOnlyList<string> names, long freed) =
            _store.Prune(volume => volume.Name != "free2", () => new HashSet<string> { "used" });
        Assert.Equal(["free1"], names);
        Assert.Equal(1000, freed);
        Assert.Equal(["free2", "used"], _store.List().Select(volume => volume.Name));
    }

    [Fact]
    public void Only_what_nobody_named_goes_with_a_container()
    {
        string anonymous = _store.Create(null, "", Nothing, Nothing).Name,
        shared = _store.Create(null, "", Nothing, Nothing).Name;
        _store.Create("named", "", Nothing, Nothing);
        MountPoint[] mounts = [.. new[] { anonymous, shared, "named" }.Select(name => new MountPoint
        {
            Type = "volume",
            Name = name,
            Destination = "/" + name,
        })];
        _store.RemoveAnonymous(mounts, name => name == shared ? ["other"] : []);
        Assert.Equal(
            new[] { "named", shared }.Order(StringComparer.Ordinal), _store.List().Select(volume => volume.Name));
    }

    [Fact]
    public async Task Many_at_once_make_one_volume()
    {
        DateTimeOffset[] times = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.Create("one", "", Nothing, Nothing).CreatedAt)));
        Assert.Single(times.Distinct());
        Assert.Single(_store.List());
        Assert.Empty(_store.Check(repair: false));
    }

    [Fact]
    public async Task Nothing_goes_while_somebody_is_about_to_use_it()
    {
        _store.Create("data", "", Nothing, Nothing);
        Task removal;
        using (_store.Use())
        {
            removal = Task.Run(() => _store.Remove("data", _ => []));
            Assert.NotSame(removal, await Task.WhenAny(removal, Task.Delay(300)));
            Assert.NotNull(_store.TryFind("data"));
        }
        await removal.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void What_a_killed_process_left_is_no_volume_and_is_cleared_away()
    {
        _store.Create("data", "", Nothing, Nothing);
        foreach (Action next in (Action[])[() => _store.Check(repair: true), () => Assert.Single(_store.List()),
            () => _store.Prune(_ => false, () => new HashSet<string>())])
        {
            string[] left = [Path.Combine(_scratch["root"], "volumes/.new-abc"),
                Path.Combine(_scratch["root"], "volumes/.gone-abc")];
            Assert.All(left, path => Directory.CreateDirectory(path + "/_data"));
            Assert.Equal(2, _store.Check(repair: false).Count);

            using (_store.Use())
            {
                // Half made may be by somebody who is still at it.
                Assert.Single(_store.List());
                Assert.All(left, path => Assert.True(Directory.Exists(path)));
            }

            next();
            Assert.All(left, path => Assert.False(Directory.Exists(path)));
        }

        Assert.NotNull(_store.TryFind("data"));
    }

    public void Dispose() => _scratch.Dispose();

    private string Refusal(string driver, IReadOnlyDictionary<string, string> options) =>
        Assert.Throws<EngineException>(() => _store.Create("vv", driver, Nothing, options)).Message;
}
