// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

/// <summary>What a monitor calls when its container has ended and no client cleans up. Not for people.</summary>
internal static class ContainerCleanUpCommand
{
    public static readonly Command Row =
        new(["container-cleanup"], "CONTAINER", "Take away what an ended container leaves")
        {
            Count = (1, 1),
            IsHidden = true,
            Run = static call =>
            {
                call.Containers.CleanUp(call.Arguments[0]);
                return Task.FromResult(0);
            },
        };
}
