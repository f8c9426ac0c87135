// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Building;
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
        foreach (string id in _store.Ids())
        {
            if (Settled(id) is not { } state)
            {
                leftovers |= !_store.Exists(id);
            }
            else if (!all && !IsActive(state.Status))
            {
                leftovers |= !_store.Exists(id);
            }
            else if (_store.TryRead(id) is { } container)
            {
                containers.Add(new ContainerSummary(container, state)
                {
                    Ports = IsActive(state.Status) ? Networks.Ports(container, published) : [],
                });
            }
            else
            {
                leftovers = true;
            }
        }
        if (leftovers)
            DiscardLeftovers();
        DeadBuilds.Clear(_paths);
        containers.Sort(static (one, other) => other.Container.Created.CompareTo(one.Container.Created));
        return (IReadOnlyList<ContainerSummary>)containers;
    });

    /// <summary>A container and how it is.</summary>
    public ContainerSummary Look(string nameOrId) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        Container container = _store.Read(id);
        ContainerState state = Settled(id) ?? throw ContainerStore.Missing(nameOrId);
        return new ContainerSummary(container, state)
        {
            Ports = IsActive(state.Status) ? Networks.Ports(container, new(Networks.Bindings)) : [],
        };
    });

    /// <summary>Bytes that a container has written, and bytes of its whole root file system.</summary>
    public (long Written, long Whole) SizeOf(string id) => Guard(() =>
    {
        if (_images.Store.Layers.FindSnapshot(id) is not { } snapshot)
            return (0L, 0L);
        long written = LayerStore.Usage(snapshot).Bytes;
        long image = _images.Store.Layers.Chain(snapshot.Parent).Sum(layer => layer.Size);
        return (written, written + image);
    });
}
