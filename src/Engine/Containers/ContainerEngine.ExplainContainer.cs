// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Explaining;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;
using ContainerState = Husk.Monitor.Protocol.ContainerState;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>What a container is made of, now; one that does not run by what it was told to be.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="paths">Files in it of which the layer is wanted; absolute.</param>
    public ExplainedContainer Explain(string nameOrId, IReadOnlyList<string> paths) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        Spec? spec = SpecOf(container);
        IReadOnlyDictionary<string, string> status = state.Pid > 0
            ? ProcessReader.Status(state.Pid)
            : new Dictionary<string, string>();
        bool runs = status.Count > 0;
        Cgroup? cgroup = runs ? Cgroup.TryOfProcess(state.Pid, CgroupLayout.Read()) : null;
        var mounts = new MountWords(container, spec);
        IReadOnlyList<ExplainedLayer> layers = LayersOf(container);
        return new ExplainedContainer
        {
            Id = container.Id,
            Name = container.Name,
            Image = container.Config.Image,
            Status = StatusText.Word(state.Status),
            Pid = runs ? state.Pid : 0,
            Command = spec?.Process?.Args ?? [.. container.Config.Entrypoint ?? [], .. container.Config.Cmd ?? []],
            Processes = runs ? ProcessReader.Tree(ProcessesOf(container)) : [],
            Namespaces = runs
                ? LiveNamespaces(container.Id, state.Pid)
                : spec is null ? [] : NamespaceWords.Planned(spec),
            Layers = layers,
            Mounts = runs ? mounts.Of(MountInfo.Read($"/proc/{state.Pid}/mountinfo")) : mounts.Planned(),
            Cgroups = cgroup is null ? [] : [.. cgroup.Paths.Select(path => path.Value)],
            Limits = cgroup is null ? LimitWords.Planned(spec?.Linux?.Resources) : LimitReader.Read(cgroup),
            Devices = DeviceWords.Of(
                cgroup is null ? null : LimitReader.Devices(cgroup), spec?.Linux?.Resources?.Devices ?? []),
            Rights = RightsReader.Read(status, runs ? ProcessReader.ApparmorLabel(state.Pid) : "", spec),
            Rlimits = runs ? ProcessReader.Limits(state.Pid)
                : [.. (spec?.Process?.Rlimits ?? [])
                    .Select(limit => new ExplainedRlimit(limit.Type, limit.Soft.ToString(), limit.Hard.ToString()))],
            Network = new NetworkExplainer(Networks.Store).Explain(container),
            Files = paths.Count == 0 ? []
                : [.. paths.Select(new FileExplainer(layers, SnapshotOf(container).InitPath, mounts).Explain)],
        };
    });

    /// <summary>The path of a packet to and from a container.</summary>
    public ExplainedNetwork ExplainNetwork(string nameOrId) => Guard(() =>
    {
        (Container container, _) = Current(nameOrId);
        return new NetworkExplainer(Networks.Store).Explain(container);
    });

    /// <summary>config.json of its last start; null when it was never started.</summary>
    private Spec? SpecOf(Container container)
    {
        string path = _paths.Of(container.Id).Spec;
        return At.ReadAllIfThere(BorrowedFd.Cwd, path) is { } json ? RuntimeSpecJson.Parse(json, path) : null;
    }

    private int[] ProcessesOf(Container container)
    {
        try
        {
            return RuntimeOf(container).Processes(container.Id);
        }
        catch (RuntimeFailure)
        {
            return []; // it has ended since its state was read
        }
    }

    private List<ExplainedNamespace> LiveNamespaces(string id, int pid)
    {
        (string Name, int Pid)[] others =
        [
            .. _store.Ids().Where(other => other != id)
                .Select(other => (_store.TryRead(other)?.Name ?? "", _store.ReadState(other).Pid))
                .Where(other => other is { Item1.Length: > 0, Item2: > 0 }),
        ];
        var namespaces = new List<ExplainedNamespace>();
        foreach ((string type, string file, string isolates) in NamespaceWords.All)
        {
            if (Inode(pid, file) is not { } inode)
                continue;
            string[] host = Inode(Environment.ProcessId, file) == inode ? ["host"] : [];
            namespaces.Add(new ExplainedNamespace(type, inode,
                [.. host, .. others.Where(other => Inode(other.Pid, file) == inode).Select(other => other.Name)])
            {
                Isolates = isolates,
            });
        }

        return namespaces;
    }

    // Null when there is no such process, or the kernel has no such namespaces.
    private static ulong? Inode(int pid, string file)
    {
        using OwnedFd? opened = At.OpenIfThere(BorrowedFd.Cwd, $"/proc/{pid}/ns/{file}", Linux.Syscalls.Abi.O_RDONLY);
        return opened is null ? null : Fd.Stat(opened).Inode;
    }

    /// <summary>The image's layers, the lowest first, and the writable one.</summary>
    private List<ExplainedLayer> LayersOf(Container container)
    {
        Snapshot snapshot = SnapshotOf(container);
        // The image may be gone; its layers stay as long as the container.
        string[] makers = _images.TryFind(container.Image) is { } image
            ? [.. image.Config.History.Where(entry => !entry.EmptyLayer).Select(entry => entry.CreatedBy)] : [];
        List<Layer> chain = _images.Store.Layers.Chain(snapshot.Parent);
        chain.Reverse();
        List<ExplainedLayer> layers =
        [
            .. chain.Select((layer, i) => new ExplainedLayer(
                i + 1, layer.DiffId.ToString(), layer.Chain.ToString(), _images.Store.Layers.DiffPath(layer.Chain),
                layer.Size,
                i < makers.Length ? makers[i] : "")),
        ];
        layers.Add(new ExplainedLayer(
            0, "", "", snapshot.UpperPath, LayerStore.Usage(snapshot).Bytes, "what the container has written"));
        return layers;
    }
}
