// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;

namespace Husk.Linux.Tests.Processes;

/// <summary>A child that nobody else waits for, unlike one of System.Diagnostics.Process: a shell with a script.</summary>
internal static partial class ChildProcess
{
    public static int Spawn(string script)
    {
        nint[] arguments = [Text("sh"), Text("-c"), Text(script), 0];
        nint[] environment = [Text("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), 0];
        int error = posix_spawn(out int pid, "/bin/sh", 0, 0, arguments, environment);
        Array.ForEach(arguments, Marshal.FreeCoTaskMem);
        Array.ForEach(environment, Marshal.FreeCoTaskMem);
        Assert.Equal(0, error);
        return pid;
    }

    private static nint Text(string text) => Marshal.StringToCoTaskMemUTF8(text);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(
        out int pid, string path, nint actions, nint attributes, nint[] arguments, nint[] environment);
}
