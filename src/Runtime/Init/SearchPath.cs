// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Runtime.Init;

/// <summary>The caller's PATH (environ(7)), for the few programs that the runtime executes on the host.</summary>
internal static class SearchPath
{
    /// <summary>The first file of that name; null when there is none.</summary>
    public static string? Find(string program)
    {
        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            if (directory.StartsWith('/') && IsThere(directory + "/" + program))
            {
                return directory + "/" + program;
            }
        }

        return null;
    }

    private static bool IsThere(string path)
    {
        try
        {
            return At.Exists(BorrowedFd.Cwd, path);
        }
        catch (SyscallException)
        {
            return false; // PATH may name directories that are none of the user's
        }
    }
}
