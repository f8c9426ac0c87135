// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Linux;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>
/// What the instructions that change no file make of an image's configuration, and how its history tells of them: in
/// BuildKit's words, since tools read them.
/// </summary>
internal static class Configuration
{
    /// <summary>By what the shell form is executed where no SHELL was said.</summary>
    private static readonly string[] DefaultShell = ["/bin/sh", "-c"];

    /// <summary>The state after an instruction whose variables are replaced; null for one that changes files.</summary>
    /// <exception cref="DockerfileException">What it asks for cannot be.</exception>
    public static StageState? Apply(StageState state, Instruction instruction) => instruction switch
    {
        EnvInstruction env => Env(state, env),
        LabelInstruction label => Label(state, label),
        CmdInstruction cmd => Cmd(state, cmd),
        EntrypointInstruction entrypoint => Entrypoint(state, entrypoint),
        UserInstruction user => state.With(state.Config with { User = user.User }).Told($"USER {user.User}"),
        ExposeInstruction expose => Expose(state, expose),
        VolumeInstruction volume => Volume(state, volume),
        HealthcheckInstruction health => Health(state, health),
        ShellInstruction shell => state.With(state.Config with
        {
            Shell = [.. shell.Words],
        }).Told($"SHELL {GoText.Plain(shell.Words)}"),
        StopsignalInstruction stop => Stop(state, stop),
        MaintainerInstruction maintainer => (state with
        {
            Image = state.Image with { Author = maintainer.Author },
        }).Told($"MAINTAINER {maintainer.Author}"),
        // BuildKit's history does not tell of it.
        OnbuildInstruction onbuild => state.With(state.Config with
        {
            OnBuild = [.. state.Config.OnBuild ?? [], onbuild.Trigger],
        }),
        _ => null,
    };

    /// <summary>What a command line is executed as.</summary>
    public static string[] Words(StageState state, CommandLine command) =>
        [.. command.With(state.Config.Shell is { Length: > 0 } shell ? shell : DefaultShell)];

    /// <summary>A list of <c>NAME=value</c> with one more, at its name's place when it has one.</summary>
    public static string[] With(IReadOnlyList<string> env, string name, string value)
    {
        List<string> changed = [.. env];
        int at = changed.FindIndex(entry => entry.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0)
            changed.Add($"{name}={value}");
        else
            changed[at] = $"{name}={value}";
        return [.. changed];
    }

    private static StageState Env(StageState state, EnvInstruction env)
    {
        string[] variables = state.Config.Env;
        foreach (Assignment each in env.Variables)
            variables = With(variables, each.Name, each.Value);
        return state.With(state.Config with { Env = variables }).Told("ENV" + Texts(env.Variables));
    }

    private static StageState Label(StageState state, LabelInstruction label)
    {
        var labels = new Dictionary<string, string>(state.Config.Labels);
        foreach (Assignment each in label.Labels)
            labels[each.Name] = each.Value;
        return state.With(state.Config with { Labels = labels }).Told("LABEL" + Texts(label.Labels));
    }

    private static string Texts(IEnumerable<Assignment> assignments) =>
        string.Concat(assignments.Select(each => $" {each.Name}={each.Value}"));

    private static StageState Cmd(StageState state, CmdInstruction cmd)
    {
        string[] words = Words(state, cmd.Command);
        return (state with { HasCommand = true })
            .With(state.Config with { Cmd = words, ArgsEscaped = true })
            .Told($"CMD {GoText.Quoted(words)}");
    }

    private static StageState Entrypoint(StageState state, EntrypointInstruction entrypoint)
    {
        string[] words = Words(state, entrypoint.Command);
        return state.With(state.Config with { Entrypoint = words, Cmd = state.HasCommand ? state.Config.Cmd : null })
            .Told($"ENTRYPOINT {GoText.Quoted(words)}");
    }

    private static StageState Expose(StageState state, ExposeInstruction expose)
    {
        string[] ports;
        try
        {
            ports = [.. expose.Ports.SelectMany(ExposedPort.Parse).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (FormatException wrong)
        {
            throw new DockerfileException(expose.Source, wrong.Message);
        }

        return state.With(state.Config with { ExposedPorts = [.. state.Config.ExposedPorts.Union(ports)] })
            .Told($"EXPOSE {GoText.Plain(ports)}");
    }

    private static StageState Volume(StageState state, VolumeInstruction volume)
    {
        if (volume.Paths.Contains(""))
            throw new DockerfileException(volume.Source, "VOLUME specified can not be an empty string");
        return state.With(state.Config with { Volumes = [.. state.Config.Volumes.Union(volume.Paths)] })
            .Told($"VOLUME {GoText.Plain(volume.Paths)}");
    }

    private static StageState Health(StageState state, HealthcheckInstruction health)
    {
        Healthcheck check = health.Check;
        string test = check.Test.Length == 0 ? "[]" : GoText.Plain(check.Test);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"HEALTHCHECK {{Test:{test} Interval:{GoText.Duration(check.Interval)} Timeout:{GoText.Duration(check.Timeout)} "
            + $"StartPeriod:{GoText.Duration(check.StartPeriod)} StartInterval:{GoText.Duration(check.StartInterval)} Retries:{check.Retries}}}");
        return state.With(state.Config with { Healthcheck = check }).Told(text);
    }

    private static StageState Stop(StageState state, StopsignalInstruction stop)
    {
        if (!Signal.TryParse(stop.Signal, out int number) || number <= 0)
            throw new DockerfileException(stop.Source, $"invalid signal: {stop.Signal}");
        return state.With(state.Config with { StopSignal = stop.Signal }).Told($"STOPSIGNAL {stop.Signal}");
    }
}
