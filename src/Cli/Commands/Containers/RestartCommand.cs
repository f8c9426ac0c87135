// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class RestartCommand
{
    public static readonly Command Row =
        new(["container restart", "restart"], "CONTAINER [CONTAINER...]", "Restart one or more containers")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("signal", 's', FlagKind.String, "Signal to send to the container"),
            new("time", '\0', FlagKind.Int, "Another name of --timeout"),
            new("timeout", 't', FlagKind.Int, "Seconds to wait before killing the container; -1 waits for ever"),
        ],
            Run = static call =>
                EachContainer.Do(call,
                    name => call.Containers.Restart(
                        name, StopCommand.SecondsOf(call.Flags), call.Flags.String("signal"))),
        };
}
