// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The root filesystem: a tree of its own, attached in the container's mount namespace, entered by pivot_root.
/// </summary>
internal sealed class RootfsSteps
{
    private const int Mode755 = 0x1ED;
    private const int Mode644 = 0x1A4;
    private readonly NamespaceSet _namespaces;
    private readonly PlanFacts _facts;
    private readonly string _propagation;

    private RootfsSteps(Slot fd, NamespaceSet namespaces, PlanFacts facts, string propagation, bool isMount) =>
        (Fd, _namespaces, _facts, _propagation, IsMount) = (fd, namespaces, facts, propagation, isMount);

    /// <summary>
    /// Whether the container's root is a mount of its own, in which others are made. Without a mount namespace that
    /// mount is the host's; it is left out where nothing is to be mounted in it.
    /// </summary>
    public bool IsMount { get; }

    /// <summary>Everything in the container is reached from here, with RESOLVE_IN_ROOT.</summary>
    public Slot Fd { get; private set; }

    /// <summary>
    /// What a tree copied from the host starts as: a slave, so that nothing mounted inside reaches the host, unless the
    /// spec wants the host's mounts shared.
    /// </summary>
    public static ulong InitialPropagation(string rootfsPropagation) => rootfsPropagation switch
    {
        "shared" or "rshared" => 0,
        "private" or "rprivate" or "unbindable" or "runbindable" => MS_PRIVATE,
        _ => MS_SLAVE,
    };

    public static RootfsSteps OpenTree(PlanBuilder plan, RuntimeSpec spec, PlanFacts facts, NamespaceSet namespaces)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        bool isMount = namespaces.HasMount || MountNamespaceRules.ChangesHost(spec);
        Slot rootfs = plan.Slot("rootfs");
        if (!isMount)
        {
            plan.Step(
                $"open the root filesystem {facts.Rootfs}", "there is no mount namespace: it is entered by chroot");
            plan.Call(SYS.openat, AT_FDCWD, plan.Text(facts.Rootfs), O_PATH | O_DIRECTORY | O_CLOEXEC).Into(rootfs);
        }
        else
        {
            plan.Step(
                $"copy the mounts of the root filesystem {facts.Rootfs}",
                "a detached tree (open_tree(2)); the host's own mount stays as it is");
            plan.Call(
                SYS.open_tree, AT_FDCWD, plan.Text(facts.Rootfs),
                OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE).Into(rootfs);

            // Never shared while the container's own mounts are made, whatever it becomes at the end.
            ulong propagation = InitialPropagation(linux.RootfsPropagation);
            plan.SetMountAttributes(
                rootfs, AT_RECURSIVE, new mount_attr { propagation = propagation == 0 ? MS_PRIVATE : propagation });
        }

        return new RootfsSteps(rootfs, namespaces, facts, linux.RootfsPropagation, isMount);
    }

    /// <summary>The root of a container that runs, opened by a process that has joined its mount namespace.</summary>
    public static RootfsSteps OpenJoined(PlanBuilder plan, PlanFacts facts, NamespaceSet namespaces)
    {
        Slot root = plan.Slot("root");
        plan.Step("open the container's root", "setns(2) has made it this process's own");
        plan.Call(SYS.openat, AT_FDCWD, plan.Text("/"), O_PATH | O_DIRECTORY | O_CLOEXEC).Into(root);
        plan.Step("set the umask to 0", "mount points get the modes that are asked for");
        plan.Call(SYS.umask, 0);
        return new RootfsSteps(root, namespaces, facts, "", isMount: true);
    }

    /// <summary>
    /// Gives the tree its place in the new mount namespace; pivot_root wants its new root to be a mount there.
    /// </summary>
    public void Attach(PlanBuilder plan)
    {
        if ((_namespaces.New & CLONE_NEWNS) != 0)
        {
            plan.Step(
                "make every mount a slave",
                "what is mounted from here on stays in the container (mount_namespaces(7))");
            plan.Call(SYS.mount, 0, plan.Text("/"), 0, MS_REC | MS_SLAVE, 0);
        }

        plan.Step("attach the root filesystem", "pivot_root(2) wants its new root to be a mount point");
        plan.Call(SYS.move_mount, Fd, plan.Text(""), AT_FDCWD, plan.Text(_facts.Rootfs), MOVE_MOUNT_F_EMPTY_PATH);
        plan.Step("set the umask to 0", "files and devices get the modes that are asked for");
        plan.Call(SYS.umask, 0);
    }

    /// <summary>
    /// A mount over the root itself is what the container has for its root from here on: the descriptor of the old one
    /// still leads to what is hidden below. pivot_root takes the upper one, as it is a mount point too.
    /// </summary>
    public void BecomeIf(PlanBuilder plan, PlannedMount mount, Slot made)
    {
        if (mount.IsOverRoot)
        {
            Slot hidden = Fd;
            Fd = plan.Slot("new root");
            plan.Call(SYS.fcntl, made, F_DUPFD_CLOEXEC, 0).Into(Fd);
            plan.Close(hidden);
        }
    }

    public void Enter(PlanBuilder plan)
    {
        Argument here = plan.Text(".");
        plan.Step(
            "enter the root filesystem",
            "the old root is stacked on the new one and let go: no path leads back (pivot_root(2), NOTES)");
        plan.Call(SYS.fchdir, Fd);
        if (!_namespaces.HasMount)
        {
            plan.Call(SYS.chroot, here);
        }
        else if (_facts.NoPivot)
        {
            // The host's /proc and /sys would stay reachable below the new root: they go first.
            plan.Call(SYS.umount2, plan.Text("/proc"), MNT_DETACH).IgnoreAnyError();
            plan.Call(SYS.umount2, plan.Text("/sys"), MNT_DETACH).IgnoreAnyError();
            plan.Call(SYS.mount, here, plan.Text("/"), 0, MS_MOVE, 0);
            plan.Call(SYS.chroot, here);
        }
        else
        {
            plan.Call(SYS.pivot_root, here, here);
            plan.Call(SYS.umount2, here, MNT_DETACH);
        }

        plan.Call(SYS.chdir, plan.Text("/"));
    }

    /// <summary>As runc: a working directory that is missing is made.</summary>
    public void MakeWorkingDirectory(PlanBuilder plan, Process? process)
    {
        string path = ContainerPath.Clean(process?.Cwd ?? "/");
        if (IsMount && path != "/")
        {
            plan.Step($"make the working directory {path} if it is missing", "process.cwd");
            plan.Close(OpenTarget(plan, path, isFile: false));
        }
    }

    public void Close(PlanBuilder plan)
    {
        plan.Step("close the root", "the process reaches it by its paths now");
        plan.Close(Fd);
    }

    /// <summary>Opens a path of the container, which may hold symlinks of its own: none of them leads out.</summary>
    public PlanBuilder.CallRef Open(PlanBuilder plan, string path, int flags, Slot into, int resolve = 0) =>
        plan.OpenAt2(Fd, path, flags | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | resolve).Into(into);

    /// <summary>Opens a mount point, after making what of its path is missing.</summary>
    public Slot OpenTarget(PlanBuilder plan, string path, bool isFile, int resolve = 0, int flags = 0)
    {
        Slot target = plan.Slot(path);
        Label make = plan.NewLabel();
        Label opened = plan.NewLabel();
        Open(plan, path, O_PATH | flags, target, resolve).OnSuccess(opened).On(ENOENT, make);
        plan.Mark(make);
        (Slot parent, string name) = OpenParent(plan, path);
        MakeLast(plan, parent, name, isFile);
        CloseParent(plan, parent);

        Open(plan, path, O_PATH | flags, target, resolve);
        plan.Mark(opened);
        return target;
    }

    /// <summary>Makes a symlink, and what of its path is missing; one that is there already stays.</summary>
    public void MakeSymlink(PlanBuilder plan, string path, string text)
    {
        (Slot parent, string name) = OpenParent(plan, path);
        plan.Call(SYS.symlinkat, plan.Text(text), parent, plan.Text(name)).Ignore(EEXIST);
        CloseParent(plan, parent);
    }

    private (Slot Parent, string Name) OpenParent(PlanBuilder plan, string path)
    {
        Slot parent = Fd;
        for (int end = path.IndexOf('/', 1), start = 1; ; start = end + 1, end = path.IndexOf('/', start))
        {
            string name = end < 0 ? path[start..] : path[start..end];
            if (end < 0)
            {
                return (parent, name);
            }

            plan.Call(SYS.mkdirat, parent, plan.Text(name), Mode755).Ignore(EEXIST);
            Slot next = plan.Slot(path[..end]);
            Open(plan, path[..end], O_PATH | O_DIRECTORY, next);
            CloseParent(plan, parent);
            parent = next;
        }
    }

    private void CloseParent(PlanBuilder plan, Slot parent)
    {
        if (parent != Fd)
        {
            plan.Close(parent);
        }
    }

    private static void MakeLast(PlanBuilder plan, Slot parent, string name, bool isFile)
    {
        if (isFile)
        {
            plan.Call(SYS.mknodat, parent, plan.Text(name), S_IFREG | Mode644, 0).Ignore(EEXIST);
        }
        else
        {
            plan.Call(SYS.mkdirat, parent, plan.Text(name), Mode755).Ignore(EEXIST);
        }
    }

    /// <summary>
    /// What the root's propagation is to be in the end: last, as an unbindable mount could not be copied any more.
    /// </summary>
    public void SetFinalPropagation(PlanBuilder plan)
    {
        ulong propagation = _propagation switch
        {
            "shared" or "rshared" => MS_SHARED,
            "slave" or "rslave" => MS_SLAVE,
            "private" or "rprivate" => MS_PRIVATE,
            "unbindable" or "runbindable" => MS_UNBINDABLE,
            _ => 0,
        };
        if (propagation != 0 && IsMount)
        {
            plan.Step($"make the root mount {_propagation}", "linux.rootfsPropagation");
            plan.SetMountAttributes(
                Fd, _propagation[0] == 'r' ? AT_RECURSIVE : 0, new mount_attr { propagation = propagation });
        }
    }
}
