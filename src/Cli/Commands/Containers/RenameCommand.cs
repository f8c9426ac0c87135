// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class RenameCommand
{
    public static readonly Command Row = new(["container rename", "rename"], "CONTAINER NEW_NAME", "Rename a container")
    {
        Count = (2, 2),
        Run = static call =>
        {
            call.Containers.Rename(call.Arguments[0], call.Arguments[1].Trim());
            return Task.FromResult(0);
        },
    };
}
