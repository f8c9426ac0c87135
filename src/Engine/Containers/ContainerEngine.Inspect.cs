// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Images.Snapshots;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>A container as docker's `container inspect` shows it; null when there is none of that name.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="sizes">With the bytes of its files.</param>
    public JsonObject? Inspect(string nameOrId, bool sizes) => Guard(() =>
    {
        if (_store.TryResolve(nameOrId) is not { } id || Settled(id) is not { } state
            || _store.TryRead(id) is not { } container)
        {
            return null;
        }
        JsonObject document = InspectDocument.Of(container, state, _paths.Of(id), ProfileOf(container, state));
        // Docker says null for none.
        if (RunningExecs.Of(id) is { Count: > 0 } execs)
            document["ExecIDs"] = InspectDocument.Texts(execs);
        document["NetworkSettings"] = Networks.Settings(container, IsActive(state.Status));
        if (_images.Store.Layers.FindSnapshot(id) is { } snapshot)
            document["GraphDriver"] = Graph(snapshot);
        if (sizes)
        {
            (long written, long whole) = SizeOf(id);
            document["SizeRw"] = written;
            document["SizeRootFs"] = whole;
        }
        return document;
    });

    // What was asked for, and once it has run what it had.
    private static string ProfileOf(Container container, ContainerState state)
    {
        string? asked = SecurityOptions.Parse(container.HostConfig.SecurityOpt).Apparmor;
        return state.StartedAt.Year > 1
            ? ApparmorProfile.Of(asked, container.HostConfig.Privileged, ApparmorHost.Support())
            : asked ?? "";
    }

    private static JsonObject Graph(Snapshot snapshot) => new()
    {
        ["Data"] = new JsonObject
        {
            ["ID"] = snapshot.Key,
            ["LowerDir"] = string.Join(':', snapshot.LowerPaths),
            ["MergedDir"] = snapshot.MergedPath,
            ["UpperDir"] = snapshot.UpperPath,
            ["WorkDir"] = snapshot.WorkPath,
        },
        ["Name"] = "overlay2",
    };
}
