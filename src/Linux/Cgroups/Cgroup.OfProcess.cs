// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// The cgroup that a process is in, of hierarchies that this process sees; null when there is no such process.
    /// </summary>
    /// <remarks>Nothing of it counts as made by the caller: <see cref="Delete"/> leaves it alone.</remarks>
    public static Cgroup? TryOfProcess(int pid, CgroupLayout layout)
    {
        byte[]? content = At.ReadAllIfThere(BorrowedFd.Cwd, $"/proc/{pid}/cgroup");
        if (content is null)
            return null;
        List<ProcCgroup> lines = ProcCgroup.Parse(content);
        var paths = new List<KeyValuePair<string, string>>();
        foreach (CgroupHierarchy hierarchy in layout.Hierarchies)
        {
            int at = lines.FindIndex(line => line.Id == 0 ? hierarchy.IsUnified : line.Name == hierarchy.Name);
            // A path with .. is outside of the caller's cgroup namespace (cgroup_namespaces(7)).
            if (at >= 0 && !lines[at].Path.StartsWith("/..", System.StringComparison.Ordinal))
                paths.Add(new(hierarchy.Name, hierarchy.MountPoint + lines[at].Path.TrimEnd('/')));
        }

        return paths.Count == 0 ? null : new Cgroup(paths, []);
    }
}
