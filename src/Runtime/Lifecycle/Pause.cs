// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`pause` and `resume`: stop every process of a container where it is, and let them go on.</summary>
internal static class Pause
{
    /// <exception cref="LifecycleException">No such container, one that does not run, or a signal came
    /// first.</exception>
    public static void Run(StateStore store, string id)
    {
        using StateLock held = store.Lock(id);
        ContainerRecord record = store.Load(id);
        // Docker and containerd look for these words, also where the container is paused already.
        if (store.StatusOf(record) is not (ContainerStatus.Running or ContainerStatus.Created))
            throw new LifecycleException("container not running");
        Cgroup cgroup = CgroupOf(record);

        // A half frozen cgroup must not be left behind by a signal: nobody would thaw it.
        using Interrupts interrupts = Interrupts.Catch();
        try
        {
            cgroup.Freeze(interrupts.Descriptor);
        }
        catch (SyscallException e) when (e.Errno == Abi.EINTR)
        {
            interrupts.Check();
            throw;
        }
    }

    /// <exception cref="LifecycleException">No such container, or one that is not paused.</exception>
    public static void Resume(StateStore store, string id)
    {
        using StateLock held = store.Lock(id);
        ContainerRecord record = store.Load(id);
        if (store.StatusOf(record) != ContainerStatus.Paused)
            throw new LifecycleException("container not paused");
        CgroupOf(record).Thaw();
    }

    private static Cgroup CgroupOf(ContainerRecord record) => record.OpenCgroup()
        ?? throw new LifecycleException(
            $"container {record.Id} has no cgroup to freeze: its cgroup was removed, or none was made");
}
