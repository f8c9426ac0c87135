// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class StopCommand
{
    public static readonly Command Row =
        new(["container stop", "stop"], "CONTAINER [CONTAINER...]", "Stop one or more running containers")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("signal", 's', FlagKind.String, "Signal to send to the container"),
            new("time", '\0', FlagKind.Int, "Another name of --timeout"),
            new("timeout", 't', FlagKind.Int, "Seconds to wait before killing the container; -1 waits for ever"),
        ],
            Run = static call =>
                EachContainer.DoTogether(call,
                    name => call.Containers.BeginStop(
                        name, call.Flags.Int("timeout") ?? call.Flags.Int("time"), call.Flags.String("signal"))),
        };
}
