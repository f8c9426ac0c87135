// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class PauseCommand
{
    public static readonly Command Row = new(
        ["container pause", "pause"], "CONTAINER [CONTAINER...]", "Pause all processes within one or more containers")
    {
        Count = (1, int.MaxValue),
        Run = static call => EachContainer.Do(call, call.Containers.Pause),
    };
}
