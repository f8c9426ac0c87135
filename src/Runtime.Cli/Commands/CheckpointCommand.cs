// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class CheckpointCommand
{
    public static Command Row() => new()
    {
        Name = "checkpoint",
        Summary = "write a running container to files",
        Arguments = "<container-id>",
        Description = """
            Has CRIU write the container's processes, with their memory and what they have open, to
            files that `husk-oci restore` makes them from again; then deletes the container, unless
            it is to go on running. Needs criu, version 3 or later.
            """,
        Flags =
        [
            .. CriuRequests.Flags,
            new("parent-path", FlagKind.Text, "images of an earlier --pre-dump, relative to --image-path"),
            new("leave-running", FlagKind.Switch, "let the container go on"),
            new("tcp-skip-in-flight", FlagKind.Switch, "pass over TCP connections that are being made"),
            new("link-remap", FlagKind.Switch, "allow open files that have been deleted, by linking them again"),
            new(
                "status-fd", FlagKind.Number,
                "descriptor that gets a NUL when --lazy-pages is being served") { Default = "-1" },
            new("page-server", FlagKind.Text, "send the memory to a page server: ADDRESS:PORT"),
            new("pre-dump", FlagKind.Switch, "write the memory alone, and let the container go on"),
        ],
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Checkpoint.Run(of.Store, CriuRequests.Checkpoint(of), of.Log);
        return 0;
    }
}
