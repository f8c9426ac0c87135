// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// The v2 directory, for CLONE_INTO_CGROUP, which puts a new process there at no cost; it does not do v1
    /// (clone(2)).
    /// </summary>
    /// <exception cref="InvalidOperationException">A host with v1 only: see <see cref="HasUnified"/>.</exception>
    public OwnedFd OpenUnified() => At.Open(
        BorrowedFd.Cwd,
        Unified ?? throw new InvalidOperationException("this cgroup has no directory in a v2 hierarchy"),
        O_RDONLY | O_DIRECTORY);

    /// <summary>Whether the cgroup has a directory in a v2 hierarchy.</summary>
    public bool HasUnified => Unified is not null;

    /// <summary>Moves a process into every hierarchy.</summary>
    /// <remarks>
    /// To move another process the kernel takes a lock against every fork and exit of the machine, and waits for a
    /// grace period of RCU: several milliseconds. A new process comes in for nothing by CLONE_INTO_CGROUP, and in v1,
    /// as long as it has one thread, by writing <c>0</c> to each <c>tasks</c> file itself: to move oneself alone
    /// takes no lock since 5.6 (kernel/cgroup/cgroup.c, cgroup_procs_write_start).
    /// </remarks>
    /// <param name="pid">Its number in the caller's pid namespace.</param>
    /// <param name="unified">False when CLONE_INTO_CGROUP has put it into v2's already.</param>
    public void Attach(int pid, bool unified = true)
    {
        byte[] value = Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture));
        foreach ((string hierarchy, string path) in _paths)
        {
            bool isUnified = hierarchy == CgroupHierarchy.UnifiedName;
            if (isUnified && !unified)
                continue;
            using OwnedFd file = At.Open(BorrowedFd.Cwd, path + "/cgroup.procs", O_WRONLY);
            Move(file, value);
        }
    }

    private static void Move(OwnedFd file, byte[] pid)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Fd.WriteOnce(file, pid);
                return;
            }
            catch (SyscallException refused) when (refused.Errno == EINVAL && attempt < 10)
            {
                // cpu_cgroup_can_attach: a task that fork has not finished yet cannot be moved.
                Poll.Wait([], TimeSpan.FromMilliseconds(attempt));
            }
        }
    }
}
