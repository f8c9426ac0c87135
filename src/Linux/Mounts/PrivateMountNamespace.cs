// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// A copy of the mount namespace that the calling thread is in until this is disposed. What it mounts there the host
/// does not see, and a process that it starts there takes the mounts with it when it ends, however it ends.
/// </summary>
/// <remarks>
/// Other threads stay where they are: unshare(2), CLONE_NEWNS, gives the caller a root and a working directory of its
/// own, without which setns(2) would not let it go back.
/// </remarks>
public sealed unsafe class PrivateMountNamespace : IDisposable
{
    private readonly OwnedFd _namespace = At.Open(BorrowedFd.Cwd, "/proc/thread-self/ns/mnt", O_RDONLY);
    private readonly OwnedFd _root = At.Open(BorrowedFd.Cwd, "/", O_PATH | O_DIRECTORY);
    private readonly OwnedFd _directory = At.Open(BorrowedFd.Cwd, ".", O_PATH | O_DIRECTORY);

    private PrivateMountNamespace()
    {
    }

    /// <summary>Needs CAP_SYS_ADMIN; to come back also CAP_SYS_CHROOT.</summary>
    public static PrivateMountNamespace Enter()
    {
        var entered = new PrivateMountNamespace();
        Must("unshare(CLONE_NEWNS)", Kernel.Call(SYS.unshare, CLONE_NEWNS));
        fixed (byte* root = "/\0"u8)
        {
            Must("mount(\"/\", MS_REC|MS_SLAVE)", Kernel.Wait(SYS.mount, 0, (nint)root, 0, MS_REC | MS_SLAVE, 0));
        }

        return entered;
    }

    /// <summary>
    /// Mounts a directory, with what is mounted below it, at another one (mount(2), MS_BIND, MS_REC).
    /// </summary>
    public void Bind(Pathname source, Pathname target)
    {
        Span<byte> sourceRoom = stackalloc byte[source.Room], targetRoom = stackalloc byte[target.Room];
        int bad = source.Terminate(sourceRoom) | target.Terminate(targetRoom);
        // Both names are on this method's stack for as long as the call runs.
        fixed (byte* from = sourceRoom, at = targetRoom)
        {
            nint result = bad != 0 ? -EINVAL : Kernel.Wait(SYS.mount, (nint)from, (nint)at, 0, MS_BIND | MS_REC, 0);
            Must($"mount({source.ToString()}, {target.ToString()}, MS_BIND|MS_REC)", result);
        }
    }

    /// <summary>
    /// Goes back; setns(2) alone would leave the caller in the namespace's root, also where that was not its own.
    /// </summary>
    public void Dispose()
    {
        if (_namespace.IsClosed)
            return;
        Must("setns(CLONE_NEWNS)", Kernel.Call(SYS.setns, _namespace.Number, CLONE_NEWNS));
        fixed (byte* here = ".\0"u8)
        {
            Must("fchdir(/)", Kernel.Call(SYS.fchdir, _root.Number));
            Must("chroot(\".\")", Kernel.Call(SYS.chroot, (nint)here));
        }

        Must("fchdir(.)", Kernel.Call(SYS.fchdir, _directory.Number));
        _namespace.Dispose();
        _root.Dispose();
        _directory.Dispose();
    }

    private static void Must(string call, nint result)
    {
        if (result < 0)
            throw new SyscallException(call, (int)-result);
    }
}
