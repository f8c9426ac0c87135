// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Processes;

/// <summary>
/// A child that nobody else waits for, unlike one of System.Diagnostics.Process: a shell with a script. Killed at the
/// end of the test, if it is still there.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    public ChildProcess(string script)
    {
        nint[] arguments = [Text("sh"), Text("-c"), Text(script), 0];
        nint[] environment = [Text("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), 0];
        int error = posix_spawn(out int pid, "/bin/sh", 0, 0, arguments, environment);
        Array.ForEach(arguments, Marshal.FreeCoTaskMem);
        Array.ForEach(environment, Marshal.FreeCoTaskMem);
        Assert.Equal(0, error);
        Pid = pid;
    }

    public int Pid { get; }

    public void Dispose()
    {
        // -1 once the test has taken its status: the number may be another's by now.
        if (Native.Syscall.waitpid(Pid, out _, Native.WaitOptions.WNOHANG) != 0)
            return;
        Native.Syscall.kill(Pid, Native.Signum.SIGKILL);
        Native.Syscall.waitpid(Pid, out _, 0);
    }

    private static nint Text(string text) => Marshal.StringToCoTaskMemUTF8(text);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(
        out int pid, string path, nint actions, nint attributes, nint[] arguments, nint[] environment);
}
