// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

/// <summary>Files of one short value in a cgroup that may go away at any moment.</summary>
internal static class CgroupFile
{
    /// <summary>The content without its line end; null when the file or the cgroup is gone.</summary>
    public static string? Read(string path)
    {
        try
        {
            byte[]? content = At.ReadAllIfThere(BorrowedFd.Cwd, path);
            return content is null ? null : Encoding.UTF8.GetString(content).TrimEnd('\n');
        }
        catch (SyscallException refused) when (refused.Errno == ENODEV)
        {
            // Gone between open(2) and read(2).
            return null;
        }
    }

    /// <summary>Whether there is such a file now and it took the value; any other refusal is thrown.</summary>
    public static bool WriteIfThere(string path, ReadOnlySpan<byte> value)
    {
        using OwnedFd? file = At.OpenIfThere(BorrowedFd.Cwd, path, O_WRONLY);
        if (file is null)
            return false;
        try
        {
            Fd.WriteOnce(file, value);
            return true;
        }
        catch (SyscallException refused) when (refused.Errno == ENODEV)
        {
            return false;
        }
    }
}
