// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/limits.h: pathconf(3), pipe(7).
public static partial class Abi
{
    public const int PATH_MAX = 4096;
    public const int NAME_MAX = 255;
    public const int NGROUPS_MAX = 65536;
    public const int PIPE_BUF = 4096;
}
