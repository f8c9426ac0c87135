// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers.Specs;
using Husk.Engine.Networks;
using Husk.Monitor.Protocol;
using Husk.Networks;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Changes limits and the restart policy of a container, while it runs too.</summary>
    /// <exception cref="EngineException">They contradict themselves, or the kernel refuses them.</exception>
    public void Update(string nameOrId, ContainerUpdate update) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        using ContainerLock locked = _store.Lock(id);
        Container container = _store.Read(id);
        ContainerState state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(ContainerVerb.Update, state.Status, id, container.Name);
        CheckUpdate(container, update);
        HostConfig wanted = update.Over(container.HostConfig);
        HostConfig host = Checked(container.Config, wanted);

        // First where it can be refused: what container.json says is what holds.
        if (state.Status is ContainerStatus.Running or ContainerStatus.Paused && wanted != container.HostConfig)
            RuntimeOf(container).Update(id, ResourceLimits.Of(host, DeviceReader.Read(host)));
        Container changed = Republished(container, update, IsActive(state.Status));
        ContainerStore.Write(locked, changed with
        {
            HostConfig = host with { PortBindings = changed.HostConfig.PortBindings },
        });
        if (update.RestartPolicy is { } policy && IsActive(state.Status))
            AskMonitor(id, FrameKind.Update, ProtocolJson.Write(new UpdateRequest { Restart = policy }));
        Tell(container, "update");
    });

    /// <summary>With other published ports than before, at once where it runs; the same where nothing is said of
    /// ports.</summary>
    private Container Republished(Container container, ContainerUpdate update, bool runs)
    {
        if (update.PublishAdd.Count + update.PublishRemove.Count == 0)
            return container;
        if (ContainerNetworks.ModeOf(container.HostConfig).Kind is not NetworkModeKind.Own)
        {
            throw new EngineException(EngineFault.Conflict,
                $"cannot publish ports of {container.Name}: with --network {container.HostConfig.NetworkMode} it has no network of its own");
        }
        Container changed = PortChange.Apply(container, update, runs ? Networks.BindingsOf(container) : []);
        if (runs)
        {
            Networks.Republish(
                container, PortChange.Mappings(update.PublishRemove), PortChange.Mappings(update.PublishAdd));
        }
        return changed;
    }

    private static void CheckUpdate(Container container, ContainerUpdate update)
    {
        HostConfig host = container.HostConfig;
        if (host.AutoRemove && update.RestartPolicy is { Name: not ("" or "no") })
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"Cannot update container {container.Id}: Restart policy cannot be updated because AutoRemove is enabled for the container");
        }
        // The kernel wants memory and swap to be moved together; docker asks for it in these words.
        if (update.Memory is { } memory && host.MemorySwap > 0 && update.MemorySwap is null && memory > host.MemorySwap)
        {
            throw new EngineException(EngineFault.Conflict,
                $"Cannot update container {container.Id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time");
        }
    }
}
