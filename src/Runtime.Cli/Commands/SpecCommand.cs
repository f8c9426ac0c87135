// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Cli.Commands;

internal static class SpecCommand
{
    private const string FileName = "config.json";
    private const uint FileMode = 0x1b6; // 0666, which the umask narrows

    public static Command Row() => new()
    {
        Name = "spec",
        Summary = "write a config.json to start from",
        Description = """
            Writes config.json: a container that runs `sh` with a terminal. Put a root filesystem at
            rootfs/ beside it, and edit it to taste: process.args is the command, and a container
            without a terminal needs process.terminal to be false. An existing file is left alone.
            """,
        Flags =
        [
            new("bundle", FlagKind.Text, "directory to write it to (default: the current directory)") { Short = "b" },
            new("rootless", FlagKind.Switch, "write one that an ordinary user can run"),
        ],
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        bool cgroupNamespace = CgroupLayout.Read().Version == CgroupVersion.V2;
        (uint uid, uint gid) = ((uint)Kernel.Call(SYS.geteuid), (uint)Kernel.Call(SYS.getegid));
        RuntimeSpec spec = of.Flags.IsOn("rootless")
            ? RuntimeSpecTemplate.Rootless(cgroupNamespace, uid, gid)
            : RuntimeSpecTemplate.Rootful(cgroupNamespace);
        byte[] utf8 = RuntimeSpecJson.Write(spec, "\t");
        using OwnedFd bundle = At.Open(BorrowedFd.Cwd, Requests.Bundle(of), O_PATH | O_DIRECTORY);
        try
        {
            using OwnedFd file = At.Open(bundle, FileName, O_WRONLY | O_CREAT | O_EXCL, FileMode);
            Fd.WriteAll(file, utf8);
        }
        catch (SyscallException e) when (e.Errno == EEXIST)
        {
            throw new LifecycleException($"File {FileName} exists. Remove it first");
        }
        return 0;
    }
}
