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
                        name, SecondsOf(call.Flags), call.Flags.String("signal"))),
        };

    /// <summary>What <c>--timeout</c> says, or its older name; null for neither.</summary>
    public static int? SecondsOf(FlagValues flags) => flags.IsGiven("time") && flags.IsGiven("timeout")
        ? throw new RequestException("conflicting options: cannot specify both --timeout and --time", exitCode: 1)
        : flags.Int("timeout") ?? flags.Int("time");
}
