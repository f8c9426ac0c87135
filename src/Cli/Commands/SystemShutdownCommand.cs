// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Containers;

namespace Husk.Cli.Commands;

/// <summary>What docker's daemon does when it ends.</summary>
internal static class SystemShutdownCommand
{
    public static readonly Command Row =
        new(["system shutdown"], "", "Stop all containers, so that 'system boot' may start them again")
        {
            Flags = [new("timeout", 't', FlagKind.Int, "Seconds to wait before killing each; -1 waits for ever")],
            Run = static call => EachContainer.DoTogether(
                call with { Arguments = [.. call.Containers.List(all: false).Select(each => each.Name)] },
                name => call.Containers.BeginStop(name, call.Flags.Int("timeout"), byHost: true)),
        };
}
