// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    private const long UTIME_OMIT = 0x3FFFFFFE; // utimensat(2): leave that time as it is

    /// <summary>
    /// Sets the owner of the name itself, also when it is a symlink (fchownat(2), AT_SYMLINK_NOFOLLOW). An empty path
    /// means <paramref name="dir"/> itself. The kernel takes set-ID bits and capabilities off a file whose owner
    /// changes.
    /// </summary>
    public static void Chown(BorrowedFd dir, Pathname path, uint uid, uint gid)
    {
        const int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
        nint result = Call(SYS.fchownat, dir, path, (nint)uid, (nint)gid, flags);
        if (result < 0)
            throw Failed("fchownat", dir, path, result, $", {uid}, {gid}");
    }

    /// <summary>
    /// Sets the permission bits, exactly (fchmodat(2)). Follows a symlink, so only for a name that nobody else can
    /// make one.
    /// </summary>
    public static void Chmod(BorrowedFd dir, Pathname path, uint mode)
    {
        nint result = Call(SYS.fchmodat, dir, path, (nint)mode);
        if (result < 0)
            throw Failed("fchmodat", dir, path, result, $", {Octal(mode)}");
    }

    /// <summary>
    /// Sets the time of the last change of the content, as <see cref="FileStatus.Modified"/> tells it; of the name
    /// itself, also when it is a symlink (utimensat(2)). An empty path means <paramref name="dir"/> itself.
    /// </summary>
    public static void SetModified(BorrowedFd dir, Pathname path, (long Seconds, uint Nanoseconds) modified)
    {
        timespec* times = stackalloc timespec[2];
        times[0] = new timespec { tv_nsec = UTIME_OMIT };
        times[1] = new timespec { tv_sec = modified.Seconds, tv_nsec = modified.Nanoseconds };
        nint result = Call(SYS.utimensat, dir, path, (nint)times, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
        if (result < 0)
            throw Failed("utimensat", dir, path, result);
    }

    /// <summary>Makes a device, a named pipe or a socket by mknodat(2); the umask applies.</summary>
    /// <param name="dir">The directory.</param>
    /// <param name="path">The name.</param>
    /// <param name="type">What to make; not a directory and not a symlink.</param>
    /// <param name="mode">The permission bits.</param>
    /// <param name="device">The device's numbers; only for a device.</param>
    public static void Mknod(
        BorrowedFd dir, Pathname path, FileType type, uint mode, (uint Major, uint Minor) device = default)
    {
        // The kernel's 32-bit form of a device number: include/linux/kdev_t.h, new_encode_dev.
        uint number = (device.Minor & 0xFF) | (device.Major << 8) | ((device.Minor & ~0xFFu) << 12);
        nint result = Call(SYS.mknodat, dir, path, (nint)(((uint)type << 12) | mode), (nint)number);
        if (result < 0)
            throw Failed("mknodat", dir, path, result, $", {type}|{Octal(mode)}, {device.Major}:{device.Minor}");
    }
}
