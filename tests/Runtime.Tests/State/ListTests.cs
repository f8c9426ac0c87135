// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class ListTests : IDisposable
{
    private readonly StateRoot _root = new();
    private readonly TestLog _log = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Every_container_is_told_with_its_status_and_owner()
    {
        using var init = new Victim();
        _root.Make(StateRoot.Record("b") with { Init = init.Identity, Owner = 0 });
        _root.Make(StateRoot.Record("a") with { Owner = 4242424242 });

        var states = List.All(_root.Store, rootMayBeMissing: false, _log);

        Assert.Equal(
            ["a stopped 0 #4242424242", $"b running {init.Pid} root"],
            states.Select(each => $"{each.Id} {each.Status} {each.Pid} {each.Owner}"));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void What_cannot_be_read_is_told_of_and_the_rest_is_listed()
    {
        _root.Make(StateRoot.Record("a"));
        _root.Make(StateRoot.Record("b"));
        File.WriteAllText(Path.Combine(_root["a"], "state.json"), "");
        Directory.CreateDirectory(_root["half-made"]);

        var states = List.All(_root.Store, rootMayBeMissing: false, _log);

        Assert.Equal(["b"], states.Select(s => s.Id));
        Assert.Contains("\"a\"", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_not_there_is_an_error_only_when_it_was_named()
    {
        var missing = new StateStore(_root["missing"]);

        Assert.Empty(List.All(missing, rootMayBeMissing: true, _log));
        Assert.Contains(
            missing.Root,
            Assert.Throws<LifecycleException>(() => List.All(missing, rootMayBeMissing: false, _log)).Message,
            StringComparison.Ordinal);
    }
}
