// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Husk.Engine;

namespace Husk.Cli.Commands.Build;

/// <summary>What RUN may read and no image has: <c>--secret</c> and <c>--ssh</c>.</summary>
internal static class SecretText
{
    private const string AgentVariable = "SSH_AUTH_SOCK";

    /// <summary>By id, how each secret is read; of two of one id the last.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> Secrets(IEnumerable<string> texts)
    {
        var secrets = new Dictionary<string, Func<byte[]>>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            (string id, Func<byte[]> read) = Secret(new BuildFields("secret", text));
            secrets[id] = read;
        }

        return secrets;
    }

    /// <summary>By id, the socket of an agent or files with keys: <c>default</c>, <c>ID=SOCKET</c>,
    /// <c>ID=KEY,KEY</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Agents(IEnumerable<string> texts)
    {
        var agents = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            string[] parts = text.Split('=', 2);
            string paths = parts.Length > 1 ? parts[1] : Environment.GetEnvironmentVariable(AgentVariable) ?? "";
            if (paths.Length == 0)
            {
                throw new EngineException(
                    EngineFault.InvalidArgument, $"invalid empty ssh agent socket: make sure {AgentVariable} is set");
            }
            agents[parts[0]] = Array.ConvertAll(parts.Length > 1 ? paths.Split(',') : [paths], Path.GetFullPath);
        }

        return agents;
    }

    private static (string Id, Func<byte[]> Read) Secret(BuildFields fields)
    {
        string? type = fields.Take("type");
        if (type is not (null or "file" or "env"))
            throw fields.Wrong($"unsupported secret type \"{type}\": there are file and env");
        string? source = fields.Take("src") ?? fields.Take("source");
        string? variable = fields.Take("env");
        string id = fields.Take("id") ?? source ?? variable ?? throw fields.Wrong("it has no id");
        fields.End();
        if (variable is null
            && (type == "env" || (
                type is null && source is null && Environment.GetEnvironmentVariable(id) is not null)))
        {
            variable = source ?? id;
        }
        if (variable is not null)
            return (id, () => Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(variable) ?? ""));
        string path = Path.GetFullPath(source ?? id);
        return File.Exists(path)
            ? (id, () => File.ReadAllBytes(path))
            : throw new EngineException(
                EngineFault.NotFound, $"failed to stat {source ?? id}: stat {source ?? id}: no such file or directory");
    }
}
