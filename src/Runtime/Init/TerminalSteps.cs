// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The process's terminal: a pair of the container's own devpts. The slave is asked of the master (TIOCGPTPEER) and
/// never looked up by name (CVE-2025-52565); the master goes to the runtime.
/// </summary>
internal static class TerminalSteps
{
    /// <param name="plan">The plan.</param>
    /// <param name="process">The process; nothing happens unless it wants a terminal.</param>
    /// <param name="sync">Takes the master.</param>
    /// <param name="rootfs">Gets /dev/console; null when the container exists already.</param>
    public static void Open(PlanBuilder plan, Process? process, SyncSteps sync, RootfsSteps? rootfs)
    {
        if (process is not { Terminal: true })
        {
            return;
        }

        Slot master = SendMaster(plan, sync);
        Slot slave = plan.Slot("terminal");
        plan.Step("open the terminal", "from its master, not by a path (ioctl_tty(2), TIOCGPTPEER)");
        plan.Call(SYS.ioctl, master, TIOCSPTLCK, plan.Bytes([0, 0, 0, 0], 4));
        plan.Call(SYS.ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC).Into(slave);
        if (process.ConsoleSize is { } size)
        {
            plan.Call(
                SYS.ioctl, slave, TIOCSWINSZ,
                plan.Struct(new winsize { ws_row = (ushort)size.Height, ws_col = (ushort)size.Width }));
        }

        plan.Call(SYS.fchown, slave, process.User.Uid, -1).Ignore(EPERM);
        if (rootfs is not null)
        {
            BindConsole(plan, rootfs, slave);
        }

        plan.Step("make it stdio and the controlling terminal", "process.terminal");
        plan.Call(SYS.ioctl, slave, TIOCSCTTY, 0);
        plan.Call(SYS.dup3, slave, 0, 0);
        plan.Call(SYS.dup3, slave, 1, 0);
        plan.Call(SYS.dup3, slave, 2, 0);
        plan.Close(slave);
        plan.Close(master);
    }

    private static Slot SendMaster(PlanBuilder plan, SyncSteps sync)
    {
        // One control message with one descriptor: 16 bytes of head, 4 of descriptor, padded to 8 (cmsg(3)).
        Argument control = plan.Struct(new cmsghdr { cmsg_len = 20, cmsg_level = SOL_SOCKET, cmsg_type = SCM_RIGHTS });
        plan.Space(8);
        Argument payload = plan.Struct(new PlanReport { Call = -(int)SyncPoint.Console });
        Argument part = plan.Struct(new iovec { iov_len = 8 });
        plan.Point(part, 0, payload);
        Argument message = plan.Struct(new msghdr { msg_iovlen = 1, msg_controllen = 24 });
        plan.Point(message, 16, part);
        plan.Point(message, 32, control);
        Slot sent = plan.SlotWithin(control, Unsafe.SizeOf<cmsghdr>(), "master");
        plan.Step("open a terminal of the container's devpts", "process.terminal");
        plan.Call(
            SYS.openat, AT_FDCWD, plan.Text("/dev/pts/ptmx"), O_RDWR | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC).Into(sent);
        plan.Step(
            "send its master to the runtime", "who keeps it, or passes it to --console-socket (unix(7), SCM_RIGHTS)");
        plan.Call(SYS.sendmsg, sync.ChildEnd, message, MSG_NOSIGNAL);
        return sent;
    }

    /// <summary>/dev/console is the terminal too (runtime-spec config-linux.md, Default Devices).</summary>
    private static void BindConsole(PlanBuilder plan, RootfsSteps rootfs, Slot slave)
    {
        Slot console = plan.Slot("/dev/console");
        Slot tree = plan.Slot("terminal's mount");
        plan.Step("bind the terminal at /dev/console", "runtime-spec config-linux.md, Default Devices");
        Slot dev = plan.Slot("/dev");
        rootfs.Open(plan, "/dev", O_PATH | O_DIRECTORY, dev);
        plan.Call(SYS.mknodat, dev, plan.Text("console"), S_IFREG | 0x180, 0).Ignore(EEXIST);
        plan.OpenAt2(dev, "console", O_PATH | O_NOFOLLOW | O_CLOEXEC, RESOLVE_NO_SYMLINKS).Into(console);
        plan.Call(SYS.open_tree, slave, plan.Text(""), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH).Into(tree);
        plan.MoveMount(tree, console);
        plan.Close(tree);
        plan.Close(console);
        plan.Close(dev);
    }
}
