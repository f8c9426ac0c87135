// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class WaitCommand
{
    public static readonly Command Row = new(["container wait", "wait"], "CONTAINER [CONTAINER...]",
        "Block until one or more containers stop, then print their exit codes")
    {
        Count = (1, int.MaxValue),
        Run = static call =>
        {
            call.Interrupt.Release();
            return EachContainer.Print(call, name => $"{call.Containers.Wait(name)}");
        },
    };
}
