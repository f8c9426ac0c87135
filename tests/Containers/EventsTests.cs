// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>`husk events`: what happened, and what happens.</summary>
public sealed class EventsTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void The_past_is_told_in_docker_s_order_and_form()
    {
        string since = Now();
        string id = engine.Line("create", "--name", "cc", "--label", "a=b", Engine.Image, "true");
        engine.Line("start", "-a", "cc");
        engine.Line("rm", "cc");
        string[] lines = engine.Line("events", "--since", since, "--until", Now(), "--filter", "container=cc")
            .Split('\n');
        Assert.All(lines, line => Assert.Matches($@"^\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{9}}(Z|[+-]\d\d:\d\d) container [a-z]+ {id} \(a=b, ([a-zA-Z]+=\d+, )*image=busybox, name=cc\)$", line));
        Assert.Equal(["create", "attach", "start", "die", "destroy"], lines.Select(line => line.Split(' ')[2]));
    }

    [Fact]
    public void Networks_and_volumes_have_their_place_in_the_order()
    {
        string since = Now();
        string network = engine.Line("network", "create", "net1");
        string id = engine.Line("create", "--network", "net1", "-v", "vol1:/v", Engine.Image, "true");
        engine.Line("start", "-a", id);
        engine.Line("wait", id);
        engine.Line("rm", id);
        engine.Line("network", "rm", "net1");
        engine.Line("volume", "rm", "vol1");
        string[] lines = engine.Line("events", "--since", since, "--until", Now(), "--format",
            "{{.Type}} {{.Action}} {{.ID}} {{.Actor.Attributes.container}}").Split('\n');
        Assert.Equal(
            [
                $"network create {network} <no value>", "volume create vol1 <no value>",
                $"container create {id} <no value>",
                $"container attach {id} <no value>", $"network connect {network} {id}",
                $"container start {id} <no value>",
                $"container die {id} <no value>", $"network disconnect {network} {id}",
                $"container destroy {id} <no value>",
                $"network destroy {network} <no value>", "volume destroy vol1 <no value>",
            ],
            lines);
        Assert.Equal("connect bridge\ndisconnect bridge",
            engine.Line("events", "--since", since, "--until", Now(), "-f", "network=net1", "-f", "event=connect", "-f",
                "event=disconnect", "--format", "{{.Action}} {{.Actor.Attributes.type}}"));
    }

    [Fact]
    public void Images_have_events_too()
    {
        string since = Now();
        string id = engine.Line("image", "inspect", "-f", "{{.Id}}", Engine.Image);
        engine.Line("tag", Engine.Image, "other:1");
        engine.Line("save", "-o", engine["saved.tar"], "other:1");
        engine.Line("rmi", "other:1");
        engine.Line("load", "-i", engine["saved.tar"]);
        engine.Line("rmi", "other:1");
        Assert.Equal(
            [$"tag {id} other:1", $"save {id} other:1", $"untag {id} {id}", $"load {id} other:1", $"untag {id} {id}"],
            engine.Line("events", "--since", since, "--until", Now(), "-f", "type=image", "--format",
                "{{.Action}} {{.ID}} {{.Actor.Attributes.name}}").Split('\n'));
    }

    [Fact]
    public void Filters_and_formats_are_docker_s()
    {
        string since = Now();
        engine.Keep("--name", "cc");
        engine.Line("exec", "cc", "true");
        string until = Now();
        Assert.Equal("exec_create: true\nexec_start: true",
            engine.Line("events", "--since", since, "--until", until, "-f", "event=exec_create", "-f",
                "event=exec_start", "--format", "{{.Action}}"));
        Assert.Equal("exec_die 0",
            engine.Line("events", "--since", since, "--until", until, "-f", "event=exec_die", "--format",
                "{{.Action}} {{.Actor.Attributes.exitCode}}"));
        JsonNode json = JsonNode.Parse(
            engine.Line("events", "--since", since, "--until", until, "-f", "event=start", "--format", "json"))!;
        Assert.Equal(Engine.Image, (string?)json["from"]);
        Assert.Equal("", engine.Line("events", "--since", since, "--until", until, "-f", "type=image"));
        Assert.Contains("invalid filter 'nosuch'", engine.Run("events", "-f", "nosuch=1").Error);
    }

    [Fact]
    public async Task What_happens_is_told_until_a_signal()
    {
        engine.Keep("--name", "cc");
        using Process events =
            engine.Start("events", "--format", "{{.Action}} {{.Actor.Attributes.signal}}", "-f", "event=kill");
        // What was before it began is not its business, and nothing says when it has: so it happens again until it is
        // told.
        Task<string?> told = events.StandardOutput.ReadLineAsync();
        Engine.Await(
            () =>
            {
                engine.Line("kill", "-s", "CONT", "cc");
                return told.IsCompleted;
            },
            "a kill is told");
        Assert.Equal("kill 18", await told);
        Command.Output("kill", "-TERM", events.Id.ToString());
        Assert.True(events.WaitForExit(10_000), "SIGTERM does not end it");
    }

    private static string Now() => $"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0:0.000}";
}
