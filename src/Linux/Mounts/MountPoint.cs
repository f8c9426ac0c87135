// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>Where a mount is put, and taken away again.</summary>
public static unsafe class MountPoint
{
    /// <summary>Puts a mount that is attached nowhere on a directory (move_mount(2)).</summary>
    public static void Attach(BorrowedFd mount, BorrowedFd directory)
    {
        byte empty = 0;
        const int flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
        nint path = (nint)(&empty); // on this method's stack
        nint result = Kernel.Wait(SYS.move_mount, mount.Number, path, directory.Number, path, flags);
        if (result < 0)
        {
            string what = $"{Strace.Descriptor(mount)}, \"\", {Strace.Descriptor(directory)}, \"\"";
            throw new SyscallException($"move_mount({what})", (int)-result);
        }
    }

    /// <summary>Mounts by mount(2), whose data may have up to 4095 bytes.</summary>
    public static void Mount(string type, BorrowedFd directory, string data, int flags)
    {
        byte[] name = Encoding.ASCII.GetBytes(type + "\0");
        byte[] target = Encoding.ASCII.GetBytes(ProcPath(directory) + "\0");
        byte[] options = Encoding.UTF8.GetBytes(data + "\0");
        // All three are pinned for the call.
        fixed (byte* source = name, where = target, what = options)
        {
            nint result = Kernel.Wait(SYS.mount, (nint)source, (nint)where, (nint)source, flags, (nint)what);
            if (result < 0)
            {
                string call = $"mount(\"{type}\", {Strace.Descriptor(directory)}, \"{data}\")";
                throw new SyscallException(call, (int)-result);
            }
        }
    }

    /// <summary>Binds a file or directory to another (mount(2), MS_BIND).</summary>
    public static void Bind(BorrowedFd source, BorrowedFd target)
    {
        byte[] from = Encoding.ASCII.GetBytes(ProcPath(source) + "\0");
        byte[] onto = Encoding.ASCII.GetBytes(ProcPath(target) + "\0");
        // Both are pinned for the call.
        fixed (byte* what = from, where = onto)
        {
            nint result = Kernel.Wait(SYS.mount, (nint)what, (nint)where, 0, MS_BIND);
            if (result < 0)
            {
                string call = $"mount({Strace.Descriptor(source)}, {Strace.Descriptor(target)}, MS_BIND)";
                throw new SyscallException(call, (int)-result);
            }
        }
    }

    /// <summary>
    /// Takes away what is mounted on a path, whoever still uses it (umount2(2), MNT_DETACH); false when nothing is.
    /// </summary>
    public static bool Detach(Pathname path)
    {
        Span<byte> name = stackalloc byte[path.Room];
        int bad = path.Terminate(name);
        nint result;
        // The name is on this method's stack.
        fixed (byte* pointer = name)
            result = bad != 0 ? -bad : Kernel.Wait(SYS.umount2, (nint)pointer, MNT_DETACH | UMOUNT_NOFOLLOW);
        return result switch
        {
            >= 0 => true,
            -EINVAL or -ENOENT => false,
            _ => throw new SyscallException($"umount2({path.ToString()}, MNT_DETACH|UMOUNT_NOFOLLOW)", (int)-result),
        };
    }

    /// <summary>A descriptor as a path, for calls that know no descriptors.</summary>
    public static string ProcPath(BorrowedFd fd) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd.Number}");
}
