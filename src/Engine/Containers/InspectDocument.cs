// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>A container as docker's `inspect` shows it (Engine API 1.51, ContainerInspect).</summary>
internal static class InspectDocument
{
    // Where nothing was asked for, docker says null for these; people's templates and programs tell null from [].
    private static readonly string[] NullWhenEmpty =
    [
        "Binds", "VolumesFrom", "CapAdd", "CapDrop", "ExtraHosts", "GroupAdd", "Links", "SecurityOpt",
        "DeviceCgroupRules",
    ];

    private static readonly string[] AbsentWhenEmpty =
        ["Annotations", "Init", "Mounts", "StorageOpt", "Sysctls", "Tmpfs"];

    public static JsonObject Of(
        Container container, ContainerState state, ContainerPaths paths, string apparmorProfile)
    {
        string[] words = [.. container.Config.Entrypoint ?? [], .. container.Config.Cmd ?? []];
        bool ran = state.StartedAt.Year > 1;
        return new JsonObject
        {
            ["Id"] = container.Id,
            ["Created"] = Time(container.Created),
            ["Path"] = words.FirstOrDefault() ?? "",
            ["Args"] = Texts(words.Skip(1)),
            ["State"] = State(state),
            ["Image"] = container.Image,
            ["ResolvConfPath"] = ran ? paths.ResolvConf : "",
            ["HostnamePath"] = ran ? paths.Hostname : "",
            ["HostsPath"] = ran ? paths.Hosts : "",
            ["LogPath"] = container.HostConfig.LogConfig.Type == "json-file" ? paths.Log : "",
            ["Name"] = "/" + container.Name,
            ["RestartCount"] = state.RestartCount,
            ["Driver"] = "overlayfs",
            ["Platform"] = container.Platform.Split('/')[0],
            ["MountLabel"] = "",
            ["ProcessLabel"] = "",
            ["AppArmorProfile"] = apparmorProfile,
            ["ExecIDs"] = null,
            ["HostConfig"] = Host(container),
            ["Mounts"] = new JsonArray([.. container.Mounts.Select(Mount)]),
            ["Config"] = Config(container.Config),
        };
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Texts(IEnumerable<string> texts) =>
        [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];

    private static JsonObject State(ContainerState state)
    {
        var document = new JsonObject
        {
            ["Status"] = StatusText.Word(state.Status),
            // Docker counts what is paused and what waits to be restarted as running.
            ["Running"] = state.Status is ContainerStatus.Running or ContainerStatus.Paused
                or ContainerStatus.Restarting,
            ["Paused"] = state.Status is ContainerStatus.Paused,
            ["Restarting"] = state.Status is ContainerStatus.Restarting,
            ["OOMKilled"] = state.OOMKilled,
            ["Dead"] = state.Status is ContainerStatus.Dead,
            ["Pid"] = state.Pid,
            ["ExitCode"] = state.ExitCode,
            ["Error"] = state.Error,
            ["StartedAt"] = Time(state.StartedAt),
            ["FinishedAt"] = Time(state.FinishedAt),
        };
        if (state.Health is { } health)
        {
            document["Health"] = new JsonObject
            {
                ["Status"] = health.Status,
                ["FailingStreak"] = health.FailingStreak,
                ["Log"] = new JsonArray([.. health.Log.Select(probe => new JsonObject
                {
                    ["Start"] = Time(probe.Start),
                    ["End"] = Time(probe.End),
                    ["ExitCode"] = probe.ExitCode,
                    ["Output"] = probe.Output,
                })]),
            };
        }
        return document;
    }

    private static JsonObject Host(Container container)
    {
        HostConfig host = container.HostConfig;
        JsonObject document = JsonSerializer.SerializeToNode(host, ContainerJson.Default.HostConfig)!.AsObject();
        foreach (string member in NullWhenEmpty)
        {
            if (document[member] is JsonArray { Count: 0 } or JsonObject { Count: 0 })
                document[member] = null;
        }
        foreach (string member in AbsentWhenEmpty)
        {
            if (document[member] is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }
                || document[member]!.ToString() == "false")
            {
                document.Remove(member);
            }
        }
        // Of Windows' containers; docker shows them everywhere.
        document["VolumeDriver"] ??= "";
        foreach (string member in (string[])["CpuCount", "CpuPercent", "IOMaximumIOps", "IOMaximumBandwidth"])
            document[member] = 0;
        if (host.Links.Length > 0)
        {
            document["Links"] = Texts(host.Links.Select(link => link.Split(':'))
                .Select(parts => $"/{parts[0]}:/{container.Name}/{parts[^1]}"));
        }
        document["Runtime"] = Programs.RuntimeName(host.Runtime);
        document["Isolation"] = "";
        document["ConsoleSize"] = new JsonArray(0, 0);
        document["DeviceRequests"] = null;
        document["MemorySwappiness"] = host.MemorySwappiness is { } swappiness ? swappiness : null;
        document["PidsLimit"] = host.PidsLimit is { } limit ? limit : null;
        return document;
    }

    private static JsonObject Config(ContainerConfig config)
    {
        JsonObject document = JsonSerializer.SerializeToNode(config, ContainerJson.Default.ContainerConfig)!.AsObject();
        document["Cmd"] = config.Cmd is null ? null : Texts(config.Cmd);
        document["Entrypoint"] = config.Entrypoint is null ? null : Texts(config.Entrypoint);
        document["OnBuild"] = config.OnBuild is null ? null : Texts(config.OnBuild);
        // Go writes the keys of a map in order.
        document["Labels"] = new JsonObject(config.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => KeyValuePair.Create(label.Key, (JsonNode?)JsonValue.Create(label.Value))));
        if (document["Healthcheck"] is JsonObject check)
        {
            foreach (string member in check.Where(pair => pair.Value?.ToString() is null or "0" or "[]")
                .Select(pair => pair.Key).ToList())
            {
                check.Remove(member);
            }
        }
        document["Volumes"] = config.Volumes.Length == 0 ? null : Keys(config.Volumes);
        document.Remove("ExposedPorts");
        if (config.ExposedPorts.Length > 0)
            document["ExposedPorts"] = Keys(config.ExposedPorts);
        return document;
    }

    private static JsonObject Keys(IEnumerable<string> keys) =>
        new(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)new JsonObject())));

    private static JsonObject Mount(MountPoint mount)
    {
        var document = new JsonObject { ["Type"] = mount.Type };
        if (mount.Name is not null)
            document["Name"] = mount.Name;
        document["Source"] = mount.Source;
        document["Destination"] = mount.Destination;
        if (mount.Driver is not null)
            document["Driver"] = mount.Driver;
        document["Mode"] = mount.Mode;
        document["RW"] = mount.RW;
        document["Propagation"] = mount.Propagation;
        return document;
    }
}
