// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Building;
using Husk.Images;
using Husk.Images.Snapshots;
using Husk.Monitor.Protocol;
using NetworkBinding = Husk.Networks.Ports.PortBinding;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>The containers, the newest first; what killed processes left of others is cleared away on the
    /// way.</summary>
    /// <param name="all">Also those that do not run.</param>
    public IReadOnlyList<ContainerSummary> List(bool all) => Guard(() =>
    {
        var containers = new List<ContainerSummary>();
        bool leftovers = false;
        // One file, and only where something runs.
        var published = new Lazy<ILookup<string, NetworkBinding>>(Networks.Bindings);
        Func<Container, IReadOnlyList<PublishedPort>> ports = container => Networks.Ports(container, published);
        using ContainerDirectory? directory = ContainerDirectory.Open(_paths);
        List<string> ids = directory?.Ids() ?? [];
        foreach (string id in ids)
        {
            try
            {
                if (Settled(directory!, id) is not { } state || (!all && !IsActive(state.Status)))
                    leftovers |= !directory!.HasConfig(id);
                else if (directory!.Config(id) is { } json)
                    containers.Add(new ContainerSummary(id, json, directory.ConfigPath(id), state, ports));
                else
                    leftovers = true;
            }
            catch (EngineException e) when (e.Fault is EngineFault.Corrupt)
            {
                if (_store.IsWanted(id))
                    Notice(e.Message);
                else
                    leftovers = true;
            }
        }
        // Each has one name, and two while it is made, renamed or removed.
        if (leftovers || (directory?.CountOfNames() ?? 0) > ids.Count)
            DiscardLeftovers();
        DeadBuilds.Clear(_paths);
        _volumes.ClearLeftovers();
        containers.Sort(static (one, other) => other.Created.CompareTo(one.Created));
        return (IReadOnlyList<ContainerSummary>)containers;
    });

    // Of a thousand containers nearly all are as they should be, which takes no lock to see.
    private ContainerState? Settled(ContainerDirectory directory, string id)
    {
        ContainerState state = directory.ReadState(id);
        return directory.IsUnsettled(id, state) ? Settled(id) : state;
    }

    /// <summary>A container and how it is.</summary>
    public ContainerSummary Look(string nameOrId) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        using ContainerDirectory directory = ContainerDirectory.Open(_paths) ?? throw ContainerStore.Missing(nameOrId);
        byte[] json = directory.Config(id) ?? throw ContainerStore.Missing(nameOrId);
        ContainerState state = Settled(id) ?? throw ContainerStore.Missing(nameOrId);
        return new ContainerSummary(id, json, directory.ConfigPath(id), state,
            container => Networks.Ports(container, new(Networks.Bindings)));
    });

    /// <summary>Bytes that a container has written, and bytes of its whole root file system.</summary>
    public (long Written, long Whole) SizeOf(string id) => Guard(() =>
    {
        if (SnapshotOf(id) is not { } snapshot)
            return (0L, 0L);
        long written = LayerStore.Usage(snapshot).Bytes;
        long image = _images.Store.Layers.Chain(snapshot.Parent).Sum(layer => layer.Size);
        return (written, written + image);
    });

    private Snapshot? SnapshotOf(string id)
    {
        try
        {
            return _images.Store.Layers.FindSnapshot(id);
        }
        catch (ImageException e) when (e.Fault is ImageFault.Corrupt)
        {
            // fsck tells it; who adds up all of them goes on.
            return null;
        }
    }
}
