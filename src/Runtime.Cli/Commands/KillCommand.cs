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

            With --regex, <container-id> is a regular expression that may match any part of an id.

            EXAMPLE:
                husk-oci kill ubuntu01 KILL
            """,
        Flags =
        [
            new("all", FlagKind.Switch, "a container that is not running is no error") { Short = "a", Hidden = true },
            new(
                "regex", FlagKind.Switch,
                "signal every container whose id matches a regular expression") { Short = "r" },
        ],
        MinArguments = 1,
        MaxArguments = 2,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        string signal = of.Arguments.Length > 1 && of.Arguments[1].Length > 0 ? of.Arguments[1] : "SIGTERM";
        bool notRunningIsFine = of.Flags.IsOn("all");
        if (of.Flags.IsOn("regex"))
            return Matches.Do(of.Store, of.Id, id => Kill.Run(of.Store, id, signal, notRunningIsFine), of.Log);
        Kill.Run(of.Store, of.Id, signal, notRunningIsFine);
        return 0;
    }
}
