// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Runtime.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>`kill`: a signal for a container's init process.</summary>
internal static class Kill
{
    /// <summary>
    /// Takes no lock: a hook may call it while create or start holds that, and a pidfd cannot hit the wrong process.
    /// </summary>
    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="signal">A number or a name; 0 only asks.</param>
    /// <param name="notRunningIsFine">Whether a container that has stopped is no error.</param>
    /// <exception cref="LifecycleException">No such container, no such signal, or `container not running`.</exception>
    public static void Run(StateStore store, string id, string signal, bool notRunningIsFine)
    {
        ContainerRecord record = store.Load(id);
        if (!Signal.TryParse(signal, out int number) && signal != "0")
            throw new LifecycleException($"unknown signal \"{signal}\"");
        // containerd's shim takes these three words for NotFound.
        if (!Send(record, number) && !notRunningIsFine)
            throw new LifecycleException("container not running");
    }

    /// <summary>Sends the signal; false when the container is not running.</summary>
    public static bool Send(ContainerRecord record, int signal)
    {
        bool isSent = false;
        using (OwnedFd? init = record.Init.Hold())
            isSent = init is not null && PidFd.SendSignal(init, signal);
        if (signal != SIGKILL)
            return isSent;

        if (record.OpenCgroup() is not { } cgroup)
            return isSent;
        // pid_namespaces(7), "The namespace init process": its end is the end of all in the namespace. Without a
        // namespace of its own, processes outlive it, and a container whose init is gone still has them. Nor does the
        // record of a create that was cut short need to know the init process.
        if (!record.HasOwnPidNamespace || record.Creator is not null)
        {
            cgroup.Kill();
            return true;
        }
        // A process in a frozen v1 cgroup dies when it is thawed, not before.
        if (isSent && cgroup.State != FreezerState.Thawed)
            cgroup.Thaw();
        return isSent;
    }
}
