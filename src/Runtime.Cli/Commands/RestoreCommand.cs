// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class RestoreCommand
{
    public static Command Row() => new()
    {
        Name = "restore",
        Summary = "make a container from what checkpoint wrote",
        Arguments = "<container-id>",
        Description = """
            Makes a container from its bundle and has CRIU restore its processes from the images of
            `husk-oci checkpoint`; then waits for it, as `husk-oci run` does, or returns.
            """,
        Flags =
        [
            .. CriuRequests.Flags,
            new("bundle", FlagKind.Text, "directory of the bundle (default: the current directory)") { Short = "b" },
            new("console-socket", FlagKind.Text, "unix socket that is sent the terminal's master end"),
            new("detach", FlagKind.Switch, "return as soon as the processes run again") { Short = "d" },
            new("pid-file", FlagKind.Text, "file to write the init process's pid to"),
            new("no-subreaper", FlagKind.Switch, "do not adopt the container's orphaned processes"),
            new(
                "no-pivot", FlagKind.Switch,
                "accepted for callers that know runc; CRIU enters the root in its own way"),
            new("lsm-profile", FlagKind.Text, "security label of the processes: apparmor:NAME or selinux:LABEL"),
            new("lsm-mount-context", FlagKind.Text, "security label of the mounts"),
        ],
        MinArguments = 1,
        MaxArguments = 1,
        FailurePrefix = "husk-oci restore failed: ",
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Delete.Interrupted(of.Store, of.Id, of.Log);
        return Restore.Run(of.Store, CriuRequests.Restore(of), of.Log);
    }
}
