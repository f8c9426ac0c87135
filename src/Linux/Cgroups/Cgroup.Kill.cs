// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// Sends SIGKILL to every process in the cgroup and below, such as are frozen too; in a cgroup that is gone there
    /// are none. Does not wait until they have exited: <see cref="Delete"/> does.
    /// </summary>
    public void Kill()
    {
        // Since 5.14, and no process can fork its way out of it (cgroup-v2.rst, cgroup.kill).
        if (Unified is not { } unified || !CgroupFile.WriteIfThere(unified + "/cgroup.kill", "1"u8))
            KillEach();
        // v1's freezer keeps the signal waiting; v2's does not.
        if (PathOf("freezer") is { } freezer)
            CgroupFile.WriteIfThere(freezer + "/freezer.state", "THAWED"u8);
    }

    /// <summary>
    /// While they are frozen none forks and none exits, so the list is whole and no number is somebody else's by now.
    /// </summary>
    private void KillEach()
    {
        for (int round = 0; round < 10; round++)
        {
            bool frozen = TryFreeze();
            var pids = Processes();
            foreach (int pid in pids)
                Kernel.Call(SYS.kill, pid, SIGKILL);
            Thaw();
            if (frozen || pids.Count == 0)
                return;
        }
    }

    private bool TryFreeze()
    {
        try
        {
            Freeze();
            return true;
        }
        catch (SyscallException)
        {
            // Better to kill some than none: the next round gets the others.
            return false;
        }
    }
}
