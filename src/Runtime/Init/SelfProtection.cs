// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Keeps a container from writing to this program through /proc/PID/exe (CVE-2019-5736). What a container executes
/// finds the <see cref="SealedProgram"/> there. Where other processes of a container could see this one before, as they
/// share its pid namespace, that is not enough: then the program first executes itself from a mount of itself that is
/// read-only and attached nowhere.
/// </summary>
/// <remarks>Where no mount is allowed, from a sealed copy in memory (memfd_create(2), fcntl(2) F_ADD_SEALS).</remarks>
internal static unsafe class SelfProtection
{
    private const int ST_RDONLY = 1;
    private const int Seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

    /// <summary>
    /// What every verb begins with that makes a process: nobody may look into it while it joins a container
    /// (CVE-2016-9962).
    /// </summary>
    public static void Begin()
    {
        SetDumpable(false);
        UnignoreChildren();
    }

    /// <summary>
    /// Returns when the program runs from where nobody can write to it; until then it executes itself anew.
    /// </summary>
    public static void Ensure()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return; // the JIT's host finds its libraries by way of /proc/self/exe: only the native program can move
        }

        using OwnedFd self = At.Open(BorrowedFd.Cwd, "/proc/self/exe", O_RDONLY);
        if (!IsReadOnly(self))
        {
            using OwnedFd safe = MountReadOnly() ?? CopySealed(self);
            Execute(safe);
        }
    }

    private static void SetDumpable(bool dumpable)
    {
        nint result = Kernel.Call(SYS.prctl, PR_SET_DUMPABLE, dumpable ? 1 : 0);
        if (result < 0)
        {
            throw new SyscallException($"prctl(PR_SET_DUMPABLE, {(dumpable ? 1 : 0)})", (int)-result);
        }
    }

    /// <summary>
    /// A caller that ignores SIGCHLD would have the kernel reap our children before we can ask for their status
    /// (wait(2)).
    /// </summary>
    private static void UnignoreChildren()
    {
        kernel_sigaction byDefault = default;
        Kernel.Call(SYS.rt_sigaction, SIGCHLD, (nint)(&byDefault), 0, sizeof(ulong));
    }

    private static bool IsReadOnly(OwnedFd self)
    {
        statfs information;
        return (Kernel.Call(SYS.fstatfs, self.Number, (nint)(&information)) >= 0
                && ((long)information.f_flags & ST_RDONLY) != 0)
            || (Kernel.Call(SYS.fcntl, self.Number, F_GET_SEALS) is var seals and >= 0 && (seals & F_SEAL_WRITE) != 0);
    }

    private static OwnedFd? MountReadOnly()
    {
        if (MountTree.TryCopy("/proc/self/exe"u8) is not { } mount)
        {
            return null;
        }

        fixed (byte* empty = "\0"u8)
        {
            var attributes = new mount_attr { attr_set = MOUNT_ATTR_RDONLY };
            nint result = Kernel.Call(
                SYS.mount_setattr, mount.Number, (nint)empty, AT_EMPTY_PATH, (nint)(&attributes), MOUNT_ATTR_SIZE_VER0);
            if (result >= 0)
            {
                return mount;
            }

            mount.Dispose();
            return null;
        }
    }

    private static OwnedFd CopySealed(OwnedFd self)
    {
        OwnedFd copy = MemFd.Create("husk-oci", (int)(MFD_CLOEXEC | MFD_ALLOW_SEALING));
        Fd.WriteAll(copy, Fd.ReadAll(self));
        MemFd.Seal(copy, Seals);
        return copy;
    }

    /// <summary>With the arguments and the environment as they came, byte for byte.</summary>
    private static void Execute(OwnedFd program)
    {
        // An ordinary user may read the environment of a dumpable process alone (proc(5)); nothing has been joined yet,
        // and the program that is executed sets it anew.
        SetDumpable(true);
        byte[] arguments = At.ReadAll(BorrowedFd.Cwd, "/proc/self/cmdline");
        byte[] environment = At.ReadAll(BorrowedFd.Cwd, "/proc/self/environ");
        fixed (byte* argument = arguments, variable = environment, empty = "\0"u8)
        fixed (nint* argv = Addresses(arguments, argument), envp = Addresses(environment, variable))
        {
            nint result = Kernel.Call(SYS.execveat, program.Number, (nint)empty, (nint)argv, (nint)envp, AT_EMPTY_PATH);
            throw new SyscallException("execveat(itself, read-only)", (int)-result);
        }
    }

    /// <summary>
    /// Where each NUL-terminated string begins, and NULL at the end. The strings are pinned by the caller.
    /// </summary>
    private static nint[] Addresses(ReadOnlySpan<byte> strings, byte* first)
    {
        var addresses = new List<nint>();
        for (int at = 0; at < strings.Length; at += strings[at..].IndexOf((byte)0) + 1)
        {
            addresses.Add((nint)(first + at));
        }

        addresses.Add(0);
        return [.. addresses];
    }
}
