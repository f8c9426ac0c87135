// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkDisconnectCommand
{
    public static readonly Command Row =
        new(["network disconnect"], "NETWORK CONTAINER", "Disconnect a container from a network")
        {
            Count = (2, 2),
            Flags =
            [
                new("force", 'f', FlagKind.Bool, "Take away what is left of a container that is no longer there"),
            ],
            Run = static call =>
            {
                call.Containers.Disconnect(call.Arguments[1], call.Arguments[0], call.Flags.Bool("force"));
                return Task.FromResult(0);
            },
        };
}
