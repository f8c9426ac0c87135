// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class UpdateCommand
{
    public static Command Row() => new()
    {
        Name = "update",
        Summary = "change the resource limits of a container",
        Arguments = "<container-id>",
        Description = """
            Sets the limits that are given; the others, and the devices, stay as they are. A limit
            that the kernel refuses changes nothing. Sizes are bytes, with a suffix such as k, M or
            GiB; -1 is no limit.

            --resources takes an object as linux.resources of config.json, and then the flags for
            memory, processors, block devices and pids are ignored:

                {"memory": {"limit": 536870912}, "cpu": {"shares": 512}, "pids": {"limit": 100}}
            """,
        Flags =
        [
            new("resources", FlagKind.Text, "file to read the limits from; - is standard input") { Short = "r" },
            new("blkio-weight", FlagKind.Number, "weight of its block I/O, 10 to 1000"),
            new("cpu-period", FlagKind.Text, "period of the CPU bandwidth limit, in microseconds"),
            new("cpu-quota", FlagKind.Text, "CPU time that it may use in each period, in microseconds"),
            new("cpu-burst", FlagKind.Text, "unused CPU time that it may save up, in microseconds"),
            new("cpu-share", FlagKind.Text, "weight of its CPU time, 2 to 262144"),
            new("cpu-rt-period", FlagKind.Text, "period of the real-time limit, in microseconds (cgroup v1)"),
            new("cpu-rt-runtime", FlagKind.Text, "real-time CPU time in each period, in microseconds (cgroup v1)"),
            new("cpuset-cpus", FlagKind.Text, "processors that it may use: 0-3,7"),
            new("cpuset-mems", FlagKind.Text, "memory nodes that it may use: 0-1"),
            new("kernel-memory", FlagKind.Text, "ignored: the kernel has no such limit any more") { Hidden = true },
            new("kernel-memory-tcp", FlagKind.Text, "ignored: the limit of memory holds it") { Hidden = true },
            new("memory", FlagKind.Text, "limit of memory"),
            new("cpu-idle", FlagKind.Text, "1 gives it only CPU time that nobody else wants, 0 does not"),
            new("memory-reservation", FlagKind.Text, "memory that it keeps when memory is short"),
            new("memory-swap", FlagKind.Text, "limit of memory and swap together"),
            new("pids-limit", FlagKind.Number, "most processes and threads"),
            new("l3-cache-schema", FlagKind.Text, "Intel RDT: the parts of the L3 cache that it may use"),
            new("mem-bw-schema", FlagKind.Text, "Intel RDT: the memory bandwidth that it may use"),
        ],
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Resources change = of.Flags.TextOrNull("resources") is { } file ? Read(file) : Requests.Resources(of.Flags);
        Update.Run(
            of.Store, of.Id, change, of.Flags.TextOrNull("l3-cache-schema"), of.Flags.TextOrNull("mem-bw-schema"),
            of.Log);
        return 0;
    }

    private static Resources Read(string file)
    {
        byte[] json = file == "-"
            ? Fd.ReadAll(new BorrowedFd(Abi.STDIN_FILENO))
            : At.ReadAll(BorrowedFd.Cwd, file);
        return RuntimeSpecJson.ParseResources(json, file == "-" ? "standard input" : file);
    }
}
