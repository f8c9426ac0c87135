// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Engine.Images;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>
/// <c>--filter</c> of containers: all keys must hold, and of several values of one key one, but for labels all
/// (docs.docker.com, container ls, Filtering).
/// </summary>
public sealed class ContainerFilter
{
    private static readonly string[] Keys =
        ["id", "name", "label", "exited", "status", "ancestor", "before", "since", "volume", "network", "publish",
            "expose", "health", "is-task"];

    private readonly List<IGrouping<string, string>> _conditions;
    private readonly ContainerEngine _containers;
    private readonly ImageEngine _images;

    private ContainerFilter(List<IGrouping<string, string>> conditions, ContainerEngine containers, ImageEngine images)
    {
        _conditions = conditions;
        _containers = containers;
        _images = images;
    }

    /// <summary>Whether containers that do not run are asked for as well.</summary>
    public bool NeedsAll => _conditions.Exists(condition => condition.Key is "status" or "exited");

    /// <exception cref="EngineException">A key is not known, or a value is none (InvalidArgument).</exception>
    public static ContainerFilter Parse(
        IEnumerable<(string Key, string Value)> conditions, ContainerEngine containers, ImageEngine images)
    {
        List<(string Key, string Value)> pairs = [.. conditions];
        foreach ((string key, string value) in pairs)
        {
            bool valid = key switch
            {
                "status" => Enum.GetValues<ContainerStatus>().Any(status => StatusText.Word(status) == value),
                "health" => value is "starting" or "healthy" or "unhealthy" or "none",
                "exited" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
                _ => Keys.Contains(key)
                    ? true
                    : throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'"),
            };
            if (!valid)
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}={value}'");
        }
        return new ContainerFilter([.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)], containers, images);
    }

    public bool Takes(ContainerSummary container) => _conditions.TrueForAll(condition => condition.Key == "label"
        ? condition.All(value => LabelCondition.Holds(value, container.Container.Config.Labels))
        : condition.Any(value => Holds(condition.Key, value, container)));

    private bool Holds(string key, string value, ContainerSummary summary)
    {
        return key switch
        {
            "id" => summary.Id.StartsWith(value, StringComparison.Ordinal),
            "name" => Matches(value, summary.Name),
            "exited" =>
                summary.State.Status is ContainerStatus.Exited
                    && summary.State.ExitCode == int.Parse(value, CultureInfo.InvariantCulture),
            "status" => StatusText.Word(summary.State.Status) == value,
            "health" => (summary.State.Health?.Status ?? "none") == value,
            "before" => summary.Created < _containers.Find(value).Created,
            "since" => summary.Created > _containers.Find(value).Created,
            "ancestor" => IsOf(summary, value),
            "volume" =>
                summary.Container.Mounts.Any(
                    mount => mount.Name == value || mount.Destination == value || mount.Source == value),
            "network" =>
                summary.Container.HostConfig.NetworkMode == value || summary.Container.Networks.ContainsKey(value),
            "publish" =>
                summary.Container.HostConfig.PortBindings.Any(
                    port => IsPort(value, port.Key) || port.Value.Any(binding => binding.HostPort == value)),
            "expose" => summary.Container.Config.ExposedPorts.Any(port => IsPort(value, port)),
            // Of a swarm, which there is not.
            _ => value is "false" or "0",
        };
    }

    private bool IsOf(ContainerSummary summary, string image) =>
        summary.Image == image || _images.TryFind(image)?.Id.ToString() == summary.Container.Image;

    // A part of the name, or an expression; with or without the slash that docker's names begin with.
    private static bool Matches(string pattern, string name)
    {
        if (!pattern.AsSpan().ContainsAny(@"\*+?|{}[]()^$. #"))
            return ("/" + name).Contains(pattern, StringComparison.Ordinal);
        try
        {
            return Regex.IsMatch(name, pattern) || Regex.IsMatch("/" + name, pattern);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // 80, 80/tcp, 80-90
    private static bool IsPort(string asked, string port)
    {
        string protocol = asked.Contains('/') ? asked[(asked.IndexOf('/') + 1)..] : "tcp";
        string[] range = asked.Split('/')[0].Split('-');
        string[] parts = port.Split('/');
        return (parts.Length < 2 ? "tcp" : parts[1]) == protocol
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int number)
            && int.TryParse(range[0], CultureInfo.InvariantCulture, out int first)
            && int.TryParse(range[^1], CultureInfo.InvariantCulture, out int last)
            && number >= first && number <= last;
    }
}
