// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/un.h: unix(7).
public static partial class Abi
{
    public const int UNIX_PATH_MAX = 108;
}

/// <summary>A Unix socket address; the path is NUL-terminated, or starts with NUL when abstract.</summary>
public unsafe struct sockaddr_un
{
    public ushort sun_family;
    public fixed byte sun_path[108];
}
