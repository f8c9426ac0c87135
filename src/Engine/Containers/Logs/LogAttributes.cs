// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Husk.Engine.Containers.Logs;

/// <summary>
/// What each record of a container's log has besides, by the log options <c>labels</c>, <c>labels-regex</c>,
/// <c>env</c>, <c>env-regex</c> and <c>tag</c> (docs.docker.com, Customize log driver output).
/// </summary>
internal static class LogAttributes
{
    /// <summary>Names and values; those of labels and variables that are not there are left out.</summary>
    /// <param name="container">Whose.</param>
    /// <param name="template">Carries out the template of <c>tag</c> on the fields there are.</param>
    /// <exception cref="EngineException">An expression is none (InvalidArgument).</exception>
    public static IReadOnlyDictionary<string, string> Of(
        Container container, Func<string, JsonObject, string>? template)
    {
        IReadOnlyDictionary<string, string> options = container.HostConfig.LogConfig.Config;
        var attributes = new Dictionary<string, string>();
        Add(attributes, options, "labels", container.Config.Labels);
        if (options.Keys.Any(name => name is "env" or "env-regex"))
        {
            Dictionary<string, string> environment = [];
            foreach (string[] pair in container.Config.Env.Select(entry => entry.Split('=', 2)))
                environment[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
            Add(attributes, options, "env", environment);
        }

        string tag = options.GetValueOrDefault("tag", "");
        if (tag.Length > 0 && template?.Invoke(tag, FieldsOf(container)) is { Length: > 0 } text)
            attributes["tag"] = text;
        return attributes;
    }

    private static void Add(Dictionary<string, string> attributes, IReadOnlyDictionary<string, string> options,
        string option, IReadOnlyDictionary<string, string> values)
    {
        foreach (string name in options.GetValueOrDefault(option, "").Split(','))
        {
            if (values.TryGetValue(name, out string? value))
                attributes[name] = value;
        }

        if (options.GetValueOrDefault(option + "-regex", "") is not { Length: > 0 } pattern)
            return;
        Regex expression = ExpressionOf(pattern);
        foreach ((string name, string value) in values)
        {
            if (expression.IsMatch(name))
                attributes[name] = value;
        }
    }

    private static Regex ExpressionOf(string pattern)
    {
        try
        {
            return new Regex(pattern);
        }
        catch (ArgumentException wrong)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"failed to initialize logging driver: error parsing regexp: {wrong.Message}");
        }
    }

    // daemon/logger/loginfo.go: its methods and members; an image's ID begins with sha256: there too.
    private static JsonObject FieldsOf(Container container) => new()
    {
        ["ID"] = ContainerId.Short(container.Id),
        ["FullID"] = container.Id,
        ["Name"] = container.Name,
        ["ImageID"] = container.Image[..Math.Min(12, container.Image.Length)],
        ["ImageFullID"] = container.Image,
        ["ImageName"] = container.Config.Image,
        ["DaemonName"] = "docker",
    };
}
