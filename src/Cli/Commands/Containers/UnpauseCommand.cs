// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class UnpauseCommand
{
    public static readonly Command Row = new(["container unpause", "unpause"], "CONTAINER [CONTAINER...]",
        "Unpause all processes within one or more containers")
    {
        Count = (1, int.MaxValue),
        Run = static call => EachContainer.Do(call, call.Containers.Unpause),
    };
}
