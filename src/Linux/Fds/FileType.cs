// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>
/// What a file is. The values are those of d_type in getdents64(2), which are the top bits of st_mode in inode(7).
/// </summary>
public enum FileType : byte
{
    /// <summary>The file system does not say in its directory entries; stat the file.</summary>
    Unknown = Abi.DT_UNKNOWN,
    Fifo = Abi.DT_FIFO,
    CharacterDevice = Abi.DT_CHR,
    Directory = Abi.DT_DIR,
    BlockDevice = Abi.DT_BLK,
    Regular = Abi.DT_REG,
    Symlink = Abi.DT_LNK,
    Socket = Abi.DT_SOCK,
}
