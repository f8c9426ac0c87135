// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class DeleteCommand
{
    public static Command Row() => new()
    {
        Name = "delete",
        Summary = "delete a container that is stopped or was never started",
        Arguments = "<container-id>",
        Description = """
            Removes the container's cgroups and state, and runs its poststop hooks. A container that
            is running or paused is refused unless --force is given.
            """,
        Flags =
        [
            new("force", FlagKind.Switch, "kill it if it runs; one that is not there is no error") { Short = "f" },
        ],
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Delete.Run(of.Store, of.Id, of.Flags.IsOn("force"), of.Log);
        return 0;
    }
}
