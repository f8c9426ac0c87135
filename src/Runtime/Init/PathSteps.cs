// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>What the container may not change or not see: a read-only root, readonlyPaths, maskedPaths.</summary>
internal sealed class PathSteps
{
    private readonly RuntimeSpec _spec;
    private readonly Slot _null;
    private Slot? _emptyDirectory;

    private PathSteps(RuntimeSpec spec, Slot @null) => (_spec, _null) = (spec, @null);

    /// <summary>
    /// A mount of the host's /dev/null, taken where the host's paths are: the container's own could be anything
    /// (CVE-2025-31133).
    /// </summary>
    public static PathSteps OpenNull(PlanBuilder plan, RuntimeSpec spec)
    {
        Slot @null = plan.Slot("/dev/null");
        if (spec.Linux is { MaskedPaths.Length: > 0 })
        {
            plan.Step(
                "copy the mount of the host's /dev/null",
                "masked files show it; the container's own could be a symlink (CVE-2025-31133)");
            plan.Call(SYS.open_tree, AT_FDCWD, plan.Text("/dev/null"), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC).Into(@null);
            plan.SetMountAttributes(@null, 0, new mount_attr { propagation = MS_PRIVATE });
        }

        return new PathSteps(spec, @null);
    }

    public void Protect(PlanBuilder plan, RootfsSteps rootfs, MountSteps mounts)
    {
        mounts.MakeReadonly(plan);
        foreach (string path in _spec.Linux?.ReadonlyPaths ?? [])
        {
            MakeReadonly(plan, rootfs, ContainerPath.Clean(path));
        }

        foreach (string path in _spec.Linux?.MaskedPaths ?? [])
        {
            Mask(plan, rootfs, ContainerPath.Clean(path));
        }

        if (_spec.Linux is { MaskedPaths.Length: > 0 })
        {
            plan.Step("close the mounts that masked", "the first of each kind is attached, or was not needed");
            plan.Close(_null);
            plan.Call(SYS.close, _emptyDirectory ?? _null).Ignore(EBADF);
        }

        if (_spec.Root?.Readonly == true)
        {
            plan.Step("make the root read-only", "root.readonly");
            plan.SetMountAttributes(rootfs.Fd, 0, new mount_attr { attr_set = MOUNT_ATTR_RDONLY });
        }
    }

    private static void MakeReadonly(PlanBuilder plan, RootfsSteps rootfs, string path)
    {
        Slot there = plan.Slot(path);
        Slot copy = plan.Slot(path + " copy");
        Label absent = plan.NewLabel();
        plan.Step($"make {path} read-only", "linux.readonlyPaths; what is not there needs nothing");
        rootfs.Open(plan, path, O_PATH, there).On(ENOENT, absent);
        plan.Call(
            SYS.open_tree, there, plan.Text(""),
            OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE).Into(copy);
        plan.SetMountAttributes(copy, 0, new mount_attr { attr_set = MOUNT_ATTR_RDONLY });
        plan.MoveMount(copy, there);
        plan.Close(copy);
        plan.Close(there);
        plan.Mark(absent);
    }

    /// <summary>A file gets /dev/null over it, a directory an empty read-only tmpfs: one for all of them.</summary>
    private void Mask(PlanBuilder plan, RootfsSteps rootfs, string path)
    {
        Slot there = plan.Slot(path);
        Slot cover = plan.Slot("cover");
        Label file = plan.NewLabel();
        Label directory = plan.NewLabel();
        Label done = plan.NewLabel();
        Label absent = plan.NewLabel();
        plan.Step($"mask {path}", "linux.maskedPaths; what is not there needs nothing");
        rootfs.Open(plan, path, O_PATH | O_DIRECTORY, there).OnSuccess(directory).On(ENOTDIR, file).On(ENOENT, absent);
        plan.Mark(file);
        rootfs.Open(plan, path, O_PATH, there);
        CoverFile(plan, there, cover, done);
        plan.Mark(directory);
        CoverDirectory(plan, there, cover);
        plan.Mark(done);
        plan.Close(there);
        plan.Mark(absent);
    }

    /// <summary>
    /// Copies of a mount that is attached nowhere can be had since Linux 6.15; before, the first file gets that mount
    /// itself.
    /// </summary>
    private void CoverFile(PlanBuilder plan, Slot there, Slot cover, Label done)
    {
        Label first = plan.NewLabel();
        Label put = plan.NewLabel();
        Copy(plan, _null, cover).On(EINVAL, first).OnSuccess(put);
        plan.Mark(first);
        plan.MoveMount(_null, there).OnSuccess(done);
        plan.Mark(put);
        plan.MoveMount(cover, there);
        plan.Call(SYS.close, cover).OnSuccess(done);
    }

    /// <summary>
    /// The first directory gets the tmpfs, the others copies of its mount: its slot says which this is.
    /// </summary>
    private void CoverDirectory(PlanBuilder plan, Slot there, Slot cover)
    {
        Slot empty = _emptyDirectory ??= plan.Slot("empty directory");
        Label make = plan.NewLabel();
        Label put = plan.NewLabel();
        Label covered = plan.NewLabel();
        Copy(plan, empty, cover).On(EBADF, make).OnSuccess(put);
        plan.Mark(make);
        Slot context = plan.Slot("tmpfs context");
        plan.Call(SYS.fsopen, plan.Text("tmpfs"), FSOPEN_CLOEXEC).Into(context);
        plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("source"), plan.Text("tmpfs"), 0);
        MountLabel.Configure(plan, context, _spec.Linux?.MountLabel ?? "");
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, MOUNT_ATTR_RDONLY).Into(empty);
        plan.Close(context);
        plan.MoveMount(empty, there).OnSuccess(covered);
        plan.Mark(put);
        plan.MoveMount(cover, there);
        plan.Close(cover);
        plan.Mark(covered);
    }

    private static PlanBuilder.CallRef Copy(PlanBuilder plan, Slot mount, Slot into) =>
        plan.Call(SYS.open_tree, mount, plan.Text(""), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH).Into(into);
}
