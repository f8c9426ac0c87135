// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Husk.Engine;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary><c>--change</c>: a line of a Dockerfile that only touches an image's configuration (docs.docker.com, image
/// import).</summary>
internal static class ConfigChange
{
    public static ExecutionConfig Apply(IReadOnlyList<string> changes) =>
        changes.Aggregate(new ExecutionConfig(), Apply);

    /// <summary>The same on top of what there is; of a variable the last value counts.</summary>
    public static ExecutionConfig Apply(ExecutionConfig config, IReadOnlyList<string> changes)
    {
        ExecutionConfig changed = changes.Aggregate(config, Apply);
        IEnumerable<string> variables = changed.Env.GroupBy(variable => variable.Split('=')[0])
            .Select(group => group.Last());
        return changed with
        {
            Env = [.. variables],
            ExposedPorts = [.. changed.ExposedPorts.Distinct()],
            Volumes = [.. changed.Volumes.Distinct()],
        };
    }

    private static ExecutionConfig Apply(ExecutionConfig config, string line)
    {
        string[] parts = line.Trim()
            .Split((char[])[' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string word = parts.Length > 0 ? parts[0].ToUpperInvariant() : "";
        string rest = parts.Length > 1 ? parts[1] : "";
        return word switch
        {
            "CMD" => config with { Cmd = Words(rest) },
            "ENTRYPOINT" => config with { Entrypoint = Words(rest) },
            "ENV" => config with
            {
                Env = [.. config.Env, .. Pairs(rest, line).Select(pair => $"{pair.Key}={pair.Value}")],
            },
            "EXPOSE" => config with
            {
                ExposedPorts =
                    [.. config.ExposedPorts, .. Split(rest).Select(port => port.Contains('/') ? port : port + "/tcp")],
            },
            "LABEL" => config with
            {
                Labels = config.Labels.Concat(Pairs(rest, line)).GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => group.Last().Value),
            },
            "ONBUILD" => config with { OnBuild = [.. config.OnBuild ?? [], rest] },
            "STOPSIGNAL" => config with { StopSignal = rest },
            "USER" => config with { User = rest },
            "VOLUME" => config with
            {
                Volumes = [.. config.Volumes, .. rest.StartsWith('[') ? Words(rest) : Split(rest)],
            },
            "WORKDIR" => config with { WorkingDir = rest.StartsWith('/') ? rest : $"{config.WorkingDir}/{rest}" },
            _ => throw new EngineException(
                EngineFault.InvalidArgument, $"{word.ToLowerInvariant()} is not a valid change command"),
        };
    }

    /// <summary>The exec form, a JSON list, or the shell form.</summary>
    private static string[] Words(string text)
    {
        if (!text.StartsWith('['))
            return ["/bin/sh", "-c", text];
        try
        {
            using JsonDocument list = JsonDocument.Parse(text);
            return [.. list.RootElement.EnumerateArray().Select(word => word.GetString()!)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // As in a Dockerfile: what is not a list of strings is for the shell.
            return ["/bin/sh", "-c", text];
        }
    }

    private static string[] Split(string text) =>
        text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    // KEY=VALUE with quotes around what has spaces, several in a line; or the old KEY VALUE.
    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text, string line)
    {
        if (!text.Split(' ')[0].Contains('='))
        {
            string[] old = text.Split(' ', 2, StringSplitOptions.TrimEntries);
            yield return old.Length == 2
                ? new(old[0], old[1])
                : throw new EngineException(EngineFault.InvalidArgument, $"{line}: expected KEY=VALUE");
            yield break;
        }
        foreach (string word in QuotedWords.Split(text))
        {
            int equals = word.IndexOf('=');
            yield return equals > 0
                ? new(word[..equals], word[(equals + 1)..])
                : throw new EngineException(EngineFault.InvalidArgument, $"{line}: expected KEY=VALUE");
        }
    }
}
