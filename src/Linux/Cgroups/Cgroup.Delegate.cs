// SPDX-License-Identifier: Apache-2.0
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// Gives the v2 directory, and the files in it that are safe to give, to a user, who can then make cgroups below
    /// it and move processes between them. v1 has no safe way to do that, and its directories stay as they are.
    /// </summary>
    /// <param name="uid">On the host; <see cref="uint.MaxValue"/> leaves it.</param>
    /// <param name="gid">On the host; <see cref="uint.MaxValue"/> leaves it.</param>
    /// <remarks>Source: runtime-spec config-linux.md, "Cgroup ownership"; cgroups(7), "Cgroups delegation".</remarks>
    public void Delegate(uint uid, uint gid)
    {
        if (Unified is null)
            return;
        using OwnedFd directory = OpenUnified();
        Fd.Chown(directory, uid, gid);
        byte[]? listed = At.ReadAllIfThere(BorrowedFd.Cwd, "/sys/kernel/cgroup/delegate");
        string names = listed is null
            ? "cgroup.procs\ncgroup.subtree_control\ncgroup.threads"
            : Encoding.ASCII.GetString(listed);
        foreach (string name in names.Split('\n'))
        {
            if (name.Length == 0)
                continue;
            // Not every cgroup has every file: memory.oom.group comes with the memory controller. All can be written,
            // not all read.
            using OwnedFd? file = At.OpenIfThere(directory, name, O_WRONLY);
            if (file is not null)
                Fd.Chown(file, uid, gid);
        }
    }
}
