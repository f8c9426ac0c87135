// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.State;

internal sealed partial class StateStore
{
    /// <summary>What is kept of a container, and what it is doing now; null when there is no such container.</summary>
    public (ContainerRecord Record, ContainerStatus Status)? LookIfThere(string id)
    {
        if (LoadIfThere(id) is not { } record)
            return null;
        ContainerStatus status = StatusOf(record);
        if (record.Creator is null || status == ContainerStatus.Creating)
            return (record, status);
        // The creator is gone, maybe only since the record was read: its last word counts.
        return LoadIfThere(id) is { } last ? (last, StatusOf(last)) : null;
    }

    /// <summary>What a container is doing now.</summary>
    public ContainerStatus StatusOf(ContainerRecord record)
    {
        var facts = new StatusFacts
        {
            IsBeingCreated = record.Creator is not null,
            CreatorLives = record.Creator is { Lives: true },
            InitLives = record.Init.Lives,
        };
        // Asked only of a container that lives: a stopped one may have no cgroup any more.
        return facts.Status != ContainerStatus.Running
            ? facts.Status
            : (facts with { IsFrozen = IsFrozen(record), FifoIsThere = HasFifo(record.Id) }).Status;
    }

    /// <summary>The state that `state` prints and hooks read, for a container that is doing that.</summary>
    public static ContainerState Describe(ContainerRecord record, ContainerStatus status) => new()
    {
        OciVersion = record.OciVersion,
        Id = record.Id,
        Pid = status == ContainerStatus.Stopped ? 0 : record.Init.Pid,
        Status = NameOf(status),
        Bundle = record.Bundle,
        Rootfs = record.Rootfs,
        Created = record.Created,
        Annotations = record.Annotations,
    };

    /// <summary>The word for a status.</summary>
    public static string NameOf(ContainerStatus status) => status switch
    {
        ContainerStatus.Creating => "creating",
        ContainerStatus.Created => "created",
        ContainerStatus.Running => "running",
        ContainerStatus.Paused => "paused",
        _ => "stopped",
    };

    private static bool IsFrozen(ContainerRecord record)
    {
        try
        {
            return record.OpenCgroup() is { State: FreezerState.Frozen };
        }
        catch (SyscallException gone) when (gone.Errno is ENOENT or ENODEV)
        {
            // Deleted while it was being looked at.
            return false;
        }
    }
}
