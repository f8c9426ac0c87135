// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// Tells the file system that the directories in this one have nothing to do with each other, as <c>chattr +T</c>
    /// does: ext4 then gives each a part of the disk of its own (Documentation/filesystems/ext4, "Block and inode
    /// allocation policy"). It is a hint: a file system that takes none (EOPNOTSUPP, ENOTTY) is left as it is, and so is
    /// a directory that is not the caller's to change.
    /// </summary>
    /// <remarks>
    /// Without it a new tree lies where the last one was that went. An ext4 without a journal passes over each inode
    /// that was freed in the last minutes, one by one and anew for each file that is made (recently_deleted() in
    /// fs/ext4/ialloc.c), so that ten thousand files cost five seconds instead of one.
    /// </remarks>
    /// <param name="directory">Open for reading.</param>
    public static void SpreadDirectories(BorrowedFd directory)
    {
        // An int, whatever the ioctl's number says of its size (ioctl_iflags(2), NOTES); both live through the calls.
        int flags;
        if (Kernel.Call(SYS.ioctl, directory.Number, unchecked((nint)FS_IOC_GETFLAGS), (nint)(&flags)) < 0)
            return;
        if ((flags & FS_TOPDIR_FL) != 0)
            return;
        flags |= FS_TOPDIR_FL;
        Kernel.Call(SYS.ioctl, directory.Number, FS_IOC_SETFLAGS, (nint)(&flags));
    }
}
