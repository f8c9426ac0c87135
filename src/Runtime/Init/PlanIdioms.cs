// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Calls that several steps make with a structure to fill.</summary>
internal static class PlanIdioms
{
    public static PlanBuilder.CallRef OpenAt2(
        this PlanBuilder plan, Argument directory, string path, int flags, int resolve, uint mode = 0) =>
        plan.Call(
            SYS.openat2, directory, plan.Text(path),
            plan.Struct(new open_how { flags = (uint)flags, mode = mode, resolve = (uint)resolve }), 24);

    /// <summary>mount_setattr(2) on the mount that a descriptor is the root of.</summary>
    public static PlanBuilder.CallRef SetMountAttributes(
        this PlanBuilder plan, Slot mount, int flags, in mount_attr attributes) =>
        plan.Call(
            SYS.mount_setattr, mount, plan.Text(""), AT_EMPTY_PATH | flags, plan.Struct(attributes),
            MOUNT_ATTR_SIZE_VER0);

    /// <summary>Puts a detached mount at an open place.</summary>
    public static PlanBuilder.CallRef MoveMount(this PlanBuilder plan, Slot mount, Slot target) =>
        plan.Call(
            SYS.move_mount, mount, plan.Text(""), target, plan.Text(""),
            MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);

    public static void Close(this PlanBuilder plan, Slot fd) => plan.Call(SYS.close, fd);
}
