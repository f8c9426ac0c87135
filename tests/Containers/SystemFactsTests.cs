// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json.Nodes;

namespace Husk.Containers.Tests;

/// <summary>`husk info` and `husk version`: the host and the program.</summary>
public sealed class SystemFactsTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void Info_counts_containers_by_their_state()
    {
        engine.Keep("--name", "cc");
        engine.Line("create", "--name", "dd", Engine.Image, "true");
        Assert.Equal("2 1 0 1 1",
            engine.Line("info", "-f",
                "{{.Containers}} {{.ContainersRunning}} {{.ContainersPaused}} {{.ContainersStopped}} {{.Images}}"));
        engine.Line("pause", "cc");
        string[] lines = engine.Line("system", "info").Split('\n');
        Assert.Contains("  Paused: 1", lines);
        Assert.Contains($" Kernel Version: {File.ReadAllText("/proc/sys/kernel/osrelease").TrimEnd()}", lines);
        JsonNode json = JsonNode.Parse(engine.Line("info", "--format", "{{json .}}"))!;
        Assert.Equal("inactive", (string?)json["Swarm"]!["LocalNodeState"]);
    }

    [Fact]
    public void Version_has_docker_s_fields_for_templates()
    {
        string version = engine.Line("version", "--format", "{{.Client.Version}}");
        Assert.Equal(version, engine.Line("version", "-f", "{{.Server.Version}}"));
        Assert.StartsWith($"Husk version {version}, build ", engine.Line("--version"));
        Assert.Contains($" Version:           {version}\n", engine.Line("version"));
    }
}
