// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>A new filesystem, made detached: fsopen, its parameters one by one, fsmount; then put in place.</summary>
internal static class FilesystemSteps
{
    private const int StatxLength = 256; // struct statx, statx(2)
    private const int StatxMode = 28; // stx_mode in it

    /// <summary>
    /// Puts it at its place; one that the runtime has prepared is only put there. Its descriptor stays open.
    /// </summary>
    public static Slot Attach(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount, PlanFacts facts)
    {
        bool isKernels = mount.Type is "proc" or "sysfs";
        string title = $"mount {mount.Type} at {mount.Destination}";
        (int, string) looped = (
            ELOOP,
            title + ": it must be mounted on an ordinary directory, and something in that path is a symlink");
        string why = mount.CopiesUp ? "the runtime has prepared it, with what it covers in it" : Reason(mount.Type);
        plan.Step(title, why, looped);
        Slot made = mount.Tree
            ?? (mount.CopiesUp ? Prepared(plan, mount, facts) : Make(plan, mount, writable: mount.EndsReadonly));
        if (IdMapSteps.Apply(plan, mount, made, facts))
        {
            plan.Step($"attach it at {mount.Destination}", "mounts[].destination", looped);
        }

        if (mount.Type == "tmpfs" && !HasMode(mount.Options))
        {
            TakeMode(plan, rootfs, mount, made);
        }

        Slot target = rootfs.OpenTarget(plan, mount.Destination, isFile: false, isKernels ? RESOLVE_NO_SYMLINKS : 0);
        plan.MoveMount(made, target);
        mount.SetPropagation(plan, made);
        plan.Close(target);
        rootfs.BecomeIf(plan, mount, made);
        CountChanges(plan, mount, made);
        return made;
    }

    /// <summary>Makes the mount and leaves its descriptor in a slot; nothing is attached yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mount">What to make.</param>
    /// <param name="writable">Leave `ro` out: something is still to be made in it.</param>
    public static Slot Make(PlanBuilder plan, PlannedMount mount, bool writable)
    {
        Slot context = plan.Slot(mount.Type + " context");
        Slot made = plan.Slot(mount.Type);
        Make(plan, mount, writable, context, made);
        plan.Close(context);
        return made;
    }

    /// <summary>As the other, up to and with the fsmount: the context stays open, and the call is told.</summary>
    public static PlanBuilder.CallRef Make(PlanBuilder plan, PlannedMount mount, bool writable, Slot context, Slot made)
    {
        plan.Call(SYS.fsopen, plan.Text(mount.Type), FSOPEN_CLOEXEC).Into(context);
        if (mount.Spec.Source.Length > 0)
        {
            plan.Call(
                SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("source"), plan.Text(mount.Spec.Source), 0);
        }

        Configure(plan, context, mount.Options, writable);
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        ulong attributes = mount.Options.Attributes.Set & (writable ? ~(ulong)MOUNT_ATTR_RDONLY : ulong.MaxValue);
        return plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, attributes).Into(made);
    }

    /// <summary>
    /// Sets flags and parameters. MS_SILENT has no name here and is left out: it keeps the kernel's log quiet during
    /// mount(2) and changes no mount.
    /// </summary>
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

    private static Slot Prepared(PlanBuilder plan, PlannedMount mount, PlanFacts facts) => plan.Slot(
        $"tmpfs for {mount.Destination}", PreparedDescriptors.NumberOf(facts.Prepared.Filesystems, mount.Index));

    private static bool HasMode(MountOptions options)
    {
        foreach (MountParameter parameter in options.Parameters)
        {
            if (parameter.Key == "mode")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A tmpfs gets the mode of the directory it covers, as in runc, so that a tmpfs over /tmp is one in which
    /// everybody may write and one over /root is not. Where there is none yet it keeps tmpfs's own 1777.
    /// </summary>
    private static void TakeMode(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount, Slot made)
    {
        Slot covered = plan.Slot("covered " + mount.Destination);
        Label absent = plan.NewLabel();
        rootfs.Open(plan, mount.Destination, O_PATH, covered).On(ENOENT, absent);

        // stx_mode is 16 bits wide with 16 bits of zero behind it, and chmod(2) passes over the bits of the type.
        Argument status = plan.Space(StatxLength);
        Slot mode = plan.SlotWithin(status, StatxMode, "its mode");
        plan.Call(SYS.statx, covered, plan.Text(""), AT_EMPTY_PATH, STATX_MODE, status);
        plan.Call(SYS.fchmodat, made, plan.Text("."), mode);
        plan.Close(covered);
        plan.Mark(absent);
    }

    /// <summary>
    /// `iversion`: fsconfig(2) has no name for the flag, so the mount is remounted the old way once it has a place,
    /// which is "." here as there is no /proc yet to name a descriptor. Not so a filesystem of the runtime's making,
    /// which in a user namespace is not the child's to remount.
    /// </summary>
    private static void CountChanges(PlanBuilder plan, PlannedMount mount, Slot made)
    {
        if ((mount.Options.FlagsWithoutFsconfig & MS_I_VERSION) != 0 && !mount.CopiesUp)
        {
            int later = MS_SILENT | (mount.EndsReadonly ? MS_RDONLY : 0);
            ulong flags = MS_REMOUNT | (mount.Options.MsFlagsSet & ~(ulong)later);
            plan.Call(SYS.fchdir, made);
            plan.Call(SYS.mount, 0, plan.Text("."), 0, flags, 0);
        }
    }

    private static void Set(PlanBuilder plan, Slot context, MountParameter parameter)
    {
        if (parameter.Value is { } value)
        {
            plan.Call(
                SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text(parameter.Key), plan.Text(value), 0);
        }
        else
        {
            plan.Call(SYS.fsconfig, context, FSCONFIG_SET_FLAG, plan.Text(parameter.Key), 0, 0);
        }
    }
}
