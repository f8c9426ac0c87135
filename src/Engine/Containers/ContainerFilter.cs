// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
            "expose", "health", "is-task", "isolation"];

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
                "is-task" => value is "true" or "false" or "1" or "0",
                "publish" or "expose" => TryPorts(value, out _),
                _ => Keys.Contains(key)
                    ? true
                    : throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'"),
            };
            if (!valid)
                throw new EngineException(EngineFault.InvalidArgument, WrongValue(key, value));
        }
        return new ContainerFilter([.. pairs.GroupBy(pair => pair.Key, pair => pair.Value)], containers, images);
    }

    // Docker has other words for each.
    private static string WrongValue(string key, string value) => key switch
    {
        "health" => $"unrecognised filter value for health: {value}",
        "is-task" => $"invalid filter 'is-task=[{value}]'",
        "publish" or "expose" => $"error while looking up for {key} {value}: it is no port",
        _ => $"invalid filter '{key}={value}'",
    };

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
            "network" => _containers.IsInNetwork(summary.Container, value),
            "publish" =>
                summary.Container.HostConfig.PortBindings.Any(
                    port => IsPort(value, port.Key) || port.Value.Any(
                        binding => IsPort(value, $"{binding.HostPort}/{port.Key.Split('/')[^1]}"))),
            "expose" => summary.Container.Config.ExposedPorts.Any(port => IsPort(value, port)),
            // Of Windows; moby passes over it on Linux.
            "isolation" => true,
            // Of a swarm, which there is not.
            _ => value is "false" or "0",
        };
    }

    private bool IsOf(ContainerSummary summary, string image) =>
        summary.Image == image || _images.TryFind(image)?.Id.ToString() == summary.Container.Image;

    // With or without the slash that docker's names begin with.
    private static bool Matches(string pattern, string name) =>
        NamePattern.Matches(pattern, name) || NamePattern.Matches(pattern, "/" + name);

    // 80, 80/tcp, 80-90
    private static bool TryPorts(string text, out (int First, int Last, string Protocol) ports)
    {
        string[] parts = text.Split('/', 2), range = parts[0].Split('-', 2);
        ports = (0, 0, parts.Length > 1 ? parts[1] : "tcp");
        return int.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out ports.First)
            && int.TryParse(range[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ports.Last);
    }

    private static bool IsPort(string asked, string port) =>
        TryPorts(asked, out var wanted) && TryPorts(port, out var one)
            && one.Protocol == wanted.Protocol && one.First >= wanted.First && one.First <= wanted.Last;
}
