// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

/// <remarks>
/// An ordinary user has, as a rule, no hierarchy to make cgroups in but a delegated one. What is done without, and what
/// is an error all the same, is as in opencontainers/cgroups, whose words tools look for.
/// </remarks>
public sealed partial class Cgroup
{
    /// <summary>What is left of a plan: without the hierarchies that <see cref="Create"/> was not let into.</summary>
    public CgroupPlan Remainder(CgroupPlan plan)
    {
        if (plan.Directories.Count == _paths.Count)
            return plan;
        return plan with
        {
            Directories = [.. plan.Directories.Where(each => PathIn(each.Hierarchy.Name) is not null)],
            Denied = [.. plan.Directories.Where(each => PathIn(each.Hierarchy.Name) is null)],
            Writes = Possible(plan.Writes),
            DeviceProgram = Unified is null ? null : plan.DeviceProgram,
        };
    }

    private IReadOnlyList<CgroupWrite> Possible(IReadOnlyList<CgroupWrite> writes) =>
        writes.All(write => PathIn(write.Hierarchy) is not null)
            ? writes
            : [.. writes.Where(write => PathIn(write.Hierarchy) is not null)];

    /// <summary>
    /// The kernel's ways to say that somebody else's cgroups are not to be written to; a container's are read-only.
    /// </summary>
    private static bool IsDenied(SyscallException refused) => refused.Errno is EPERM or EACCES or EROFS;

    /// <summary>Devices are guarded by who may, and an ordinary user could make none anyway (mknod(2)).</summary>
    private static bool IsGuard(CgroupWrite write) => write.File.StartsWith("devices.", StringComparison.Ordinal);

    private static void RefuseLimits(CgroupDirectory directory, CgroupPlan plan, SyscallException refused)
    {
        foreach (CgroupWrite write in plan.Setup.Concat(plan.Writes))
        {
            if (write.Hierarchy != directory.Hierarchy.Name || IsGuard(write))
                continue;
            string controller = write.File[..write.File.IndexOf('.', StringComparison.Ordinal)];
            throw Because(refused, directory.Hierarchy.IsUnified
                ? $"{write.Field}: rootless needs no limits + no cgrouppath when no permission is granted for cgroups"
                : $"{write.Field}: cannot set {controller} limit: container could not join or create cgroup");
        }
    }
}
