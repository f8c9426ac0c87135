// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// dirent.h: getdents64(2): d_type. The record itself is described at the reader, because its name has no fixed length.
public static partial class Abi
{
    public const int DT_UNKNOWN = 0;
    public const int DT_FIFO = 1;
    public const int DT_CHR = 2;
    public const int DT_DIR = 4;
    public const int DT_BLK = 6;
    public const int DT_REG = 8;
    public const int DT_LNK = 10;
    public const int DT_SOCK = 12;
}
