// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class KillCommand
{
    public static readonly Command Row =
        new(["container kill", "kill"], "CONTAINER [CONTAINER...]", "Kill one or more running containers")
        {
            Count = (1, int.MaxValue),
            Flags = [new("signal", 's', FlagKind.String, "Signal to send to the container (default KILL)")],
            Run = static call =>
                EachContainer.Do(call, name => call.Containers.Kill(name, call.Flags.String("signal") is { Length: > 0 } signal ? signal : "KILL")),
        };
}
