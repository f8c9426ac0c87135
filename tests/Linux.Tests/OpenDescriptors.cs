// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;

namespace Husk.Linux.Tests;

/// <summary>The descriptors this process has, as /proc lists them.</summary>
internal static class OpenDescriptors
{
    /// <summary>How many are open on a path that starts so.</summary>
    public static int On(string path) => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(path) == true);

    /// <summary>The flags of the open file and the descriptor's own O_CLOEXEC (proc_pid_fdinfo(5)).</summary>
    public static int Flags(int fd) => System.Convert.ToInt32(Field(fd, "flags"), 8);

    /// <summary>One field of /proc/self/fdinfo.</summary>
    public static string Field(int fd, string name) => File.ReadLines($"/proc/self/fdinfo/{fd}")
        .Single(line => line.StartsWith(name + ":"))[(name.Length + 1)..].Trim();
}
