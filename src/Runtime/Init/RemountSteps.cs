// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The `remount` option: another look at a mount that is there, of the mount alone with `bind`, else of its superblock
/// too.
/// </summary>
internal static class RemountSteps
{
    public static void Add(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount)
    {
        Slot there = plan.Slot(mount.Destination);
        plan.Step($"remount {mount.Destination}", "mounts[].options: remount");
        rootfs.Open(plan, mount.Destination, O_PATH, there);
        if (!mount.IsBind)
        {
            Slot context = plan.Slot(mount.Type + " context");
            plan.Call(SYS.fspick, there, plan.Text(""), FSPICK_CLOEXEC | FSPICK_EMPTY_PATH).Into(context);
            FilesystemSteps.Configure(plan, context, mount.Options, writable: false);
            plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_RECONFIGURE, 0, 0, 0);
            plan.Close(context);
        }

        BindSteps.SetAttributes(plan, mount.Options, there);
        mount.SetPropagation(plan, there);
        plan.Close(there);
    }
}
