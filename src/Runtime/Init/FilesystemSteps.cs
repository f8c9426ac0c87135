// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>A new filesystem, made detached: fsopen, its parameters one by one, fsmount.</summary>
internal static class FilesystemSteps
{
    /// <summary>Makes the mount and leaves its descriptor in a slot; nothing is attached yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mount">What to make.</param>
    /// <param name="writable">Leave `ro` out: something is still to be made in it.</param>
    public static Slot Make(PlanBuilder plan, PlannedMount mount, bool writable)
    {
        Slot context = plan.Slot(mount.Type + " context");
        Slot made = plan.Slot(mount.Type);
        plan.Call(SYS.fsopen, plan.Text(mount.Type), FSOPEN_CLOEXEC).Into(context);
        if (mount.Spec.Source.Length > 0)
        {
            plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("source"), plan.Text(mount.Spec.Source), 0);
        }

        Configure(plan, context, mount.Options, writable);
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        ulong attributes = mount.Options.Attributes.Set & (writable ? ~(ulong)MOUNT_ATTR_RDONLY : ulong.MaxValue);
        plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, attributes).Into(made);
        plan.Close(context);
        return made;
    }

    public static void Configure(PlanBuilder plan, Slot context, MountOptions options, bool writable)
    {
        foreach (MountParameter flag in options.SuperblockFlags)
        {
            if (!(writable && flag.Key == "ro"))
            {
                Set(plan, context, flag);
            }
        }

        foreach (MountParameter parameter in options.Parameters)
        {
            Set(plan, context, parameter);
        }
    }

    public static string Reason(string type) => type switch
    {
        "proc" => "shows the processes of the pid namespace (proc(5))",
        "sysfs" => "shows the devices of the network namespace (sysfs(5))",
        "tmpfs" => "in memory, gone with the container (tmpfs(5))",
        "devpts" => "terminals of its own (newinstance; Documentation/filesystems/devpts)",
        "mqueue" => "message queues of the ipc namespace (mq_overview(7))",
        _ => "mounts[] of config.json",
    };

    private static void Set(PlanBuilder plan, Slot context, MountParameter parameter)
    {
        if (parameter.Value is { } value)
        {
            plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text(parameter.Key), plan.Text(value), 0);
        }
        else
        {
            plan.Call(SYS.fsconfig, context, FSCONFIG_SET_FLAG, plan.Text(parameter.Key), 0, 0);
        }
    }
}
