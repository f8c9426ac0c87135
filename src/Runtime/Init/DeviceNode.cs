// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A device node as mknod(2) takes it, and one that is made for a container which may not make any itself.
/// </summary>
internal static class DeviceNode
{
    private const uint ReadWriteAll = 0x1B6;

    public static uint TypeOf(Device device) => device.Type switch { "b" => S_IFBLK, "p" => S_IFIFO, _ => S_IFCHR };

    public static uint ModeOf(Device device) => (device.FileMode ?? ReadWriteAll) & 0xFFF;

    /// <summary>20 bits of minor around 12 of major (linux/kdev_t.h, new_encode_dev).</summary>
    public static long NumberOf(Device device) =>
        (device.Minor & 0xFF) | (device.Major << 8) | ((device.Minor & ~0xFFL) << 12);

    /// <summary>
    /// In the runtime: the node in a tmpfs of its own, with the owner and mode that are asked for, and a copy of the
    /// mount of it. A runtime that may not do that goes on at <paramref name="refused"/>, to look for the host's node.
    /// </summary>
    /// <returns>What else the child inherits, and has to close.</returns>
    public static Slot[] Make(PlanBuilder plan, Device device, LinuxSpec linux, Slot node, Label made, Label refused)
    {
        // The maps of a namespace that is joined are not the configuration's to tell.
        if (HostId(linux.UidMappings, device.Uid ?? 0) is not { } uid
            || HostId(linux.GidMappings, device.Gid ?? 0) is not { } gid)
        {
            return [];
        }

        Slot context = plan.Slot("tmpfs context");
        Slot tmpfs = plan.Slot("tmpfs of " + device.Path);
        Argument name = plan.Text("device");
        plan.Step(
            $"make {device.Path} in a tmpfs",
            "root of a user namespace may not make devices (mknod(2)), and may be given them");
        plan.Call(SYS.fsopen, plan.Text("tmpfs"), FSOPEN_CLOEXEC).Into(context).On(EPERM, refused);
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, 0).Into(tmpfs);
        plan.Call(SYS.mknodat, tmpfs, name, TypeOf(device) | ModeOf(device), NumberOf(device)).On(EPERM, refused);
        plan.Call(SYS.fchmodat, tmpfs, name, ModeOf(device));
        plan.Call(SYS.fchownat, tmpfs, name, uid, gid, AT_SYMLINK_NOFOLLOW);
        plan.Call(SYS.open_tree, tmpfs, name, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC).Into(node).OnSuccess(made);
        return [context, tmpfs];
    }

    /// <summary>An id of the container's as the host knows it; null when no map has it.</summary>
    private static uint? HostId(IdMapping[] maps, uint id)
    {
        foreach (IdMapping map in maps)
        {
            if (id >= map.ContainerId && id - map.ContainerId < map.Size)
            {
                return map.HostId + (id - map.ContainerId);
            }
        }

        return null;
    }
}
