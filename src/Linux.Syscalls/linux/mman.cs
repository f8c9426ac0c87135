// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/mman.h: mmap(2), madvise(2).
public static partial class Abi
{
    public const int PROT_NONE = 0x0;
    public const int PROT_READ = 0x1;
    public const int PROT_WRITE = 0x2;
    public const int PROT_EXEC = 0x4;
    public const int MAP_SHARED = 0x1;
    public const int MAP_PRIVATE = 0x2;
    public const int MAP_FIXED = 0x10;
    public const int MAP_ANONYMOUS = 0x20;
    public const int MAP_NORESERVE = 0x4000;
    public const int MAP_POPULATE = 0x8000;
    public const int MAP_STACK = 0x20000;

    public const int MADV_DONTNEED = 4;
    public const int MADV_FREE = 8;
    public const int MADV_DONTFORK = 10;
    public const int MADV_WIPEONFORK = 18;
    public const int MADV_POPULATE_READ = 22;
    public const int MADV_POPULATE_WRITE = 23;
}
