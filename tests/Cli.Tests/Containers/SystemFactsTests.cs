// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json.Nodes;

namespace Husk.Cli.Tests.Containers;

/// <summary>`husk info` and `husk version`: the host and the program.</summary>
public sealed class SystemFactsTests(Ground ground) : IClassFixture<Ground>, IDisposable
{
    public void Dispose() => ground.Clear();

    [Fact]
    public void Info_counts_containers_by_their_state()
    {
        ground.Keep("--name", "cc");
        ground.Do("create", "--name", "dd", Ground.Image, "true");
        Assert.Equal("2 1 0 1 1", ground.Do("info", "-f", "{{.Containers}} {{.ContainersRunning}} {{.ContainersPaused}} {{.ContainersStopped}} {{.Images}}"));
        ground.Do("pause", "cc");
        string[] lines = ground.Do("system", "info").Split('\n');
        Assert.Contains("  Paused: 1", lines);
        Assert.Contains($" Kernel Version: {File.ReadAllText("/proc/sys/kernel/osrelease").TrimEnd()}", lines);
        JsonNode json = JsonNode.Parse(ground.Do("info", "--format", "{{json .}}"))!;
        Assert.Equal("inactive", (string?)json["Swarm"]!["LocalNodeState"]);
    }

    [Fact]
    public void Version_has_docker_s_fields_for_templates()
    {
        string version = ground.Do("version", "--format", "{{.Client.Version}}");
        Assert.Equal(version, ground.Do("version", "-f", "{{.Server.Version}}"));
        Assert.StartsWith($"Husk version {version}, build ", ground.Do("--version"));
        Assert.Contains($" Version:           {version}\n", ground.Do("version"));
    }
}
