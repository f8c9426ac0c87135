// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Mounts;

/// <summary>
/// A process that does nothing but be in a user namespace while the runtime writes or reads its maps: only a process
/// has them as files (user_namespaces(7)). It is cloned by a plan as every other process is, and ended at once.
/// </summary>
internal static class NamespaceKeeper
{
    /// <summary>A new user namespace with these maps, alive while its descriptor or a mount with it is.</summary>
    public static OwnedFd Make(IdMapping[] uids, IdMapping[] gids, PlanFacts facts, Interrupts interrupts) =>
        With(Plan(null, facts), interrupts, pid =>
        {
            IdMaps.Write(pid, new LinuxSpec { UidMappings = uids, GidMappings = gids });
            return At.Open(BorrowedFd.Cwd, $"/proc/{pid}/ns/user", O_RDONLY);
        });

    /// <summary>The maps of the user namespace that a path leads to, as seen from the runtime's.</summary>
    public static (IdMapping[] Uids, IdMapping[] Gids) MapsOf(string path, PlanFacts facts, Interrupts interrupts) =>
        With(Plan(path, facts), interrupts, pid => (Read($"/proc/{pid}/uid_map"), Read($"/proc/{pid}/gid_map")));

    private static T With<T>(PlannedInit plan, Interrupts interrupts, Func<int, T> use)
    {
        using InitProcess process = InitProcess.Launch(plan);
        try
        {
            process.Go(); // no limits are set on it
            process.Await(SyncPoint.Ready, interrupts);
            return use(process.Pid);
        }
        finally
        {
            process.Kill();
        }
    }

    private static PlannedInit Plan(string? path, PlanFacts facts)
    {
        var plan = new PlanBuilder();
        SyncSteps sync = SyncSteps.Open(plan);
        Slot joined = plan.Slot(path ?? "user namespace");
        if (path is not null)
        {
            plan.Step($"open the user namespace {path}", "its maps say who the container's root is on the host");
            plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_RDONLY | O_CLOEXEC).Into(joined);
        }

        // Not born into the container's cgroup, whose limit of processes may be one.
        PlanFacts outside = facts with { UnifiedCgroup = null };
        CloneSteps clone = CloneSteps.AddForExec(plan, joined, NamespaceSet.Of(new LinuxSpec()), outside);
        plan.Actor = PlanActor.Child;
        sync.CloseOtherEnd(plan, outside);
        if (path is null)
        {
            plan.Step("make a user namespace", "an id-mapped mount takes its maps from one (mount_setattr(2))");
            plan.Call(SYS.unshare, CLONE_NEWUSER);
        }
        else
        {
            plan.Step("join the user namespace", "its maps are files of a process in it (user_namespaces(7))");
            plan.Call(SYS.setns, joined, CLONE_NEWUSER);
        }

        sync.Meet(plan, SyncPoint.Ready, "wait while the runtime works on the maps");
        plan.Call(SYS.exit_group, 0);
        return new PlannedInit(plan.Build(), sync, clone, new ProcessPlan(null), NeedsIdMaps: false);
    }

    private static IdMapping[] Read(string file)
    {
        string text = Encoding.ASCII.GetString(At.ReadAll(BorrowedFd.Cwd, file));
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Array.ConvertAll(lines, line =>
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new IdMapping
            {
                ContainerId = uint.Parse(fields[0], CultureInfo.InvariantCulture),
                HostId = uint.Parse(fields[1], CultureInfo.InvariantCulture),
                Size = uint.Parse(fields[2], CultureInfo.InvariantCulture),
            };
        });
    }
}
