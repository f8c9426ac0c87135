// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// asm/fcntl.h: open(2), fcntl(2), flock(2). Four of the open flags differ on aarch64
// (arch/arm64/include/uapi/asm/fcntl.h).
public static partial class Abi
{
    public const int O_ACCMODE = 0x3;
    public const int O_RDONLY = 0x0;
    public const int O_WRONLY = 0x1;
    public const int O_RDWR = 0x2;
    public const int O_CREAT = 0x40; // 0100
    public const int O_EXCL = 0x80; // 0200
    public const int O_NOCTTY = 0x100; // 0400
    public const int O_TRUNC = 0x200; // 01000
    public const int O_APPEND = 0x400; // 02000
    public const int O_NONBLOCK = 0x800; // 04000
    public const int O_DSYNC = 0x1000; // 010000
    public const int O_NOATIME = 0x40000; // 01000000
    public const int O_CLOEXEC = 0x80000; // 02000000
    public const int O_SYNC = 0x101000; // 04010000
    public const int O_PATH = 0x200000; // 010000000

    public static int O_DIRECTORY => X64 ? 0x10000 : 0x4000;
    public static int O_NOFOLLOW => X64 ? 0x20000 : 0x8000;
    public static int O_DIRECT => X64 ? 0x4000 : 0x10000;
    public static int O_LARGEFILE => X64 ? 0x8000 : 0x20000;

    public static int O_TMPFILE => 0x400000 | O_DIRECTORY;

    public const int F_DUPFD = 0;
    public const int F_GETFD = 1;
    public const int F_SETFD = 2;
    public const int F_GETFL = 3;
    public const int F_SETFL = 4;
    public const int F_GETLK = 5;
    public const int F_SETLK = 6;
    public const int F_SETLKW = 7;
    public const int F_OFD_GETLK = 36;
    public const int F_OFD_SETLK = 37;
    public const int F_OFD_SETLKW = 38;
    public const int FD_CLOEXEC = 1;
    public const int F_RDLCK = 0;
    public const int F_WRLCK = 1;
    public const int F_UNLCK = 2;

    public const int LOCK_SH = 1;
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;
    public const int LOCK_UN = 8;
}
