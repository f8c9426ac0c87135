// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class RunCommand
{
    public static Command Row() => new()
    {
        Name = "run",
        Summary = "create and run a container",
        Arguments = "<container-id>",
        Description = """
            Makes a container from a bundle, starts its process and waits for it; then deletes the
            container and exits as the process did, with 128 and the signal's number when a signal
            ended it. Signals that husk-oci gets meanwhile are passed on.

            <container-id> is your name for the container; no two under one --root may share it.
            """,
        Flags =
        [
            .. Requests.CreateFlags,
            new("detach", FlagKind.Switch, "return as soon as the process has started") { Short = "d" },
            new("keep", FlagKind.Switch, "do not delete the container after its process has ended"),
            new("no-subreaper", FlagKind.Switch, "do not adopt the container's orphaned processes"),
        ],
        MinArguments = 1,
        MaxArguments = 1,
        FailurePrefix = "husk-oci run failed: ",
        Run = Execute,
    };

    private static int Execute(Invocation of)
    {
        Delete.Interrupted(of.Store, of.Id, of.Log);
        return Run.Execute(of.Store, Requests.Run(of), of.Log);
    }
}
