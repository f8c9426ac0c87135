// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class KillCommand
{
    public static Command Row() => new()
    {
        Name = "kill",
        Summary = "send a signal to a container's init process",
        Arguments = "<container-id> [signal]",
        Description = """
            The signal is a number or a name, with or without SIG; SIGTERM when none is given. KILL
            ends every process of a container that has no pid namespace of its own.

            EXAMPLE:
                husk-oci kill ubuntu01 KILL
            """,
        Flags =
        [
            new("all", FlagKind.Switch, "a container that is not running is no error") { Short = "a", Hidden = true },
        ],
        MinArguments = 1,
        MaxArguments = 2,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        string signal = of.Arguments.Length > 1 && of.Arguments[1].Length > 0 ? of.Arguments[1] : "SIGTERM";
        Kill.Run(of.Store, of.Id, signal, notRunningIsFine: of.Flags.IsOn("all"));
        return 0;
    }
}
