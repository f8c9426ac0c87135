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

    /// <summary>
    /// What to write to a file to undo a write to it; null when its content does not tell.
    /// </summary>
    /// <param name="file">Its name.</param>
    /// <param name="value">What is to be written, and undone.</param>
    /// <param name="content">What it says before.</param>
    /// <remarks>
    /// Most files say what they take. Those with a line for each device take one line, and leave out the devices that
    /// have no limit: cgroup-v1/blkio-controller.rst, cgroup-v2.rst, "IO Interface Files" and "RDMA".
    /// </remarks>
    public static string? Restoring(string file, string value, string content)
    {
        int space = value.IndexOf(' ', StringComparison.Ordinal);
        bool keyed = space > 0 && (value.AsSpan(0, space).Contains(':') || file is "rdma.max" or "net_prio.ifpriomap");
        string? key = keyed ? value[..(space + 1)]
            : file == "memory.oom_control" ? "oom_kill_disable "
            : content.StartsWith("default ", StringComparison.Ordinal) ? "default " : null;
        if (key is null)
            return content.Contains('\n', StringComparison.Ordinal) ? null : content.Length == 0 ? "\n" : content;
        foreach (ReadOnlySpan<char> line in content.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(key))
                return (file == "memory.oom_control" ? line[key.Length..] : line).ToString();
        }

        return !keyed ? null : key + file switch
        {
            "io.max" => "rbps=max wbps=max riops=max wiops=max",
            "rdma.max" => "hca_handle=max hca_object=max",
            "io.weight" or "io.bfq.weight" => "default",
            _ => "0",
        };
    }
}
