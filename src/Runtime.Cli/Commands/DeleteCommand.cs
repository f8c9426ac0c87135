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

            With --regex, <container-id> is a regular expression that may match any part of an id.
            """,
        Flags =
        [
            new("force", FlagKind.Switch, "kill it if it runs; one that is not there is no error") { Short = "f" },
            new(
                "regex", FlagKind.Switch,
                "delete every container whose id matches a regular expression") { Short = "r" },
        ],
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        bool force = of.Flags.IsOn("force");
        if (of.Flags.IsOn("regex"))
            return Matches.Do(of.Store, of.Id, id => Delete.Run(of.Store, id, force, of.Log), of.Log);
        Delete.Run(of.Store, of.Id, force, of.Log);
        return 0;
    }
}
