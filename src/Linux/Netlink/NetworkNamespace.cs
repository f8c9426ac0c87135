// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>
/// Network namespaces that a file keeps alive, as <c>ip netns</c> makes them (network_namespaces(7), ip-netns(8)).
/// </summary>
public static unsafe class NetworkNamespace
{
    private const string Own = "/proc/thread-self/ns/net";

    /// <summary>
    /// Makes a namespace and binds it to a new file. The calling thread is there for as long as the call takes.
    /// </summary>
    /// <param name="path">The file. Taking it away again is <see cref="Remove"/>.</param>
    public static void Make(string path)
    {
        At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_CREAT | O_EXCL, 0).Dispose();
        using OwnedFd own = At.Open(BorrowedFd.Cwd, Own, O_RDONLY);
        nint result = Kernel.Wait(SYS.unshare, CLONE_NEWNET);
        if (result < 0)
            throw new SyscallException("unshare(CLONE_NEWNET)", (int)-result);
        try
        {
            using OwnedFd made = At.Open(BorrowedFd.Cwd, Own, O_RDONLY);
            using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_PATH | O_NOFOLLOW);
            MountPoint.Bind(made, file);
        }
        finally
        {
            Enter(own);
        }
    }

    /// <summary>
    /// Takes the file away; the namespace lives for as long as a process is in it. False when there was no such file.
    /// </summary>
    public static bool Remove(string path)
    {
        // More than once where somebody has mounted over it.
        while (MountPoint.Detach(path))
        {
        }

        return At.UnlinkIfThere(BorrowedFd.Cwd, path);
    }

    /// <summary>
    /// Does something in another network namespace: what counts is where a socket was made, and where a file of
    /// /proc/sys/net was opened. The calling thread is there meanwhile; nothing that starts a thread belongs inside.
    /// </summary>
    /// <param name="networkNamespace">An open /proc/PID/ns/net, or a file that one is bound to.</param>
    /// <param name="act">What to do there.</param>
    public static T Within<T>(BorrowedFd networkNamespace, Func<T> act)
    {
        using OwnedFd own = At.Open(BorrowedFd.Cwd, Own, O_RDONLY);
        Enter(networkNamespace);
        try
        {
            return act();
        }
        finally
        {
            Enter(own);
        }
    }

    private static void Enter(BorrowedFd networkNamespace)
    {
        nint result = Kernel.Call(SYS.setns, networkNamespace.Number, CLONE_NEWNET);
        if (result < 0)
            throw new SyscallException($"setns({Strace.Descriptor(networkNamespace)}, CLONE_NEWNET)", (int)-result);
    }
}
