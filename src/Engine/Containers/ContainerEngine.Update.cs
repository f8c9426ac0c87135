// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers.Specs;
using Husk.Engine.Networks;
using Husk.Monitor.Protocol;
using Husk.Networks;
using Husk.Oci.RuntimeSpec;
using ContainerState = Husk.Monitor.Protocol.ContainerState;

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
        {
            Resources limits = ResourceLimits.Of(host, DeviceReader.Read(host));
            // What was never limited is not written; what is not limited any more is.
            if (update.PidsLimit is < 0)
                limits = limits with { Pids = new PidsResources { Limit = -1 } };
            RuntimeOf(container).Update(id, limits);
        }
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

    private void CheckUpdate(Container container, ContainerUpdate update)
    {
        HostConfig host = container.HostConfig;
        if (host.AutoRemove && update.RestartPolicy is { Name: not ("" or "no") })
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"Cannot update container {container.Id}: Restart policy cannot be updated because AutoRemove is enabled for the container");
        }
        CheckProcessors(container, update);
        // The kernel wants memory and swap to be moved together; docker asks for it in these words.
        if (update.Memory is { } memory && host.MemorySwap > 0 && update.MemorySwap is null && memory > host.MemorySwap)
        {
            throw new EngineException(EngineFault.Conflict,
                $"Cannot update container {container.Id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time");
        }
    }

    // What is asked for must go together, and with what there is: each of the two says how much of the processors.
    private void CheckProcessors(Container container, ContainerUpdate update)
    {
        ResourceRules.CheckProcessors(update.Over(new HostConfig()), _host.Value);
        HostConfig host = container.HostConfig;
        string? conflict = (update, host) switch
        {
            ({ NanoCpus: > 0 }, { CpuPeriod: > 0 }) => "Nano CPUs cannot be updated as CPU Period has",
            ({ NanoCpus: > 0 }, { CpuQuota: > 0 }) => "Nano CPUs cannot be updated as CPU Quota has",
            ({ CpuPeriod: > 0 }, { NanoCpus: > 0 }) => "CPU Period cannot be updated as NanoCPUs has",
            ({ CpuQuota: > 0 }, { NanoCpus: > 0 }) => "CPU Quota cannot be updated as NanoCPUs has",
            _ => null,
        };
        if (conflict is not null)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"Cannot update container {container.Id}: Conflicting options: {conflict} already been set");
        }
    }
}
