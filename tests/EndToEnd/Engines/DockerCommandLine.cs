// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Husk.EndToEnd.Engines;

/// <summary>The command line that docker has and podman has taken over.</summary>
public abstract class DockerCommandLine(string title) : Engine(title)
{
    private static readonly Spelling Spelling = new("--memory", "--workdir", "--interactive",
        volume => $"--volume={volume.Source}:{volume.Target}{(volume.ReadOnly ? ":ro" : "")}");

    /// <summary>Words of every `run` and `create`.</summary>
    protected virtual string[] ContainerWords => [];

    /// <summary>The --health-interval of a container whose health is asked for often.</summary>
    internal abstract string HealthInterval { get; }

    /// <summary>As inspect has it: healthy, unhealthy, starting.</summary>
    internal abstract string Health(string name);

    internal string Inspect(string name, string format) =>
        Do("inspect", "--format", format, name).Succeeded().Stdout.Trim();

    internal override string[] RunWords(ContainerOptions options, string name, bool detached, string[] command) =>
        ["run", "--name", name, detached ? "--detach" : "--rm", .. ContainerWords, .. options.Spell(Spelling), Image,
            .. command];

    internal string[] CreateWords(ContainerOptions options, string name, string[] command) =>
        ["create", "--name", name, .. ContainerWords, .. options.Spell(Spelling), Image, .. command];

    internal override string[] ExecWords(ContainerOptions options, string name, string[] command) =>
        ["exec", .. options.Spell(Spelling), name, .. command];

    internal override void Kill(string name, string signal) => Do("kill", "--signal", signal, name).Succeeded();

    internal override void Pause(string name) => Do("pause", name).Succeeded();

    internal override void Resume(string name) => Do("unpause", name).Succeeded();

    internal override ContainerStatus Status(string name) => Inspect(name, "{{.State.Status}}") switch
    {
        "running" => ContainerStatus.Running,
        "paused" => ContainerStatus.Paused,
        "exited" or "stopped" => ContainerStatus.Stopped,
        string other => throw new InvalidOperationException($"{name} is {other}"),
    };

    internal override int CountByStatistics(string name) => int.Parse(
        Do("stats", "--no-stream", "--format", "{{.PIDs}}", name).Succeeded().Stdout.Trim(),
        CultureInfo.InvariantCulture);

    internal override string Logs(string name)
    {
        Result result = Do("logs", name).Succeeded();
        return result.Stdout + result.Stderr;
    }

    internal override int Wait(string name) =>
        int.Parse(Do("wait", name).Succeeded().Stdout.Trim(), CultureInfo.InvariantCulture);

    internal override bool RanOutOfMemory(string name) => Inspect(name, "{{.State.OOMKilled}}") == "true";

    internal override IReadOnlyList<string> ListContainers() =>
        [.. Do("ps", "--all", "--format", "{{.Names}}").Succeeded().Stdout
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
