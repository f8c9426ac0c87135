// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class StartCommand
{
    public static Command Row() => new()
    {
        Name = "start",
        Summary = "execute the process of a created container",
        Arguments = "<container-id>",
        Description = "Lets the waiting init process of a created container execute the bundle's process.args.",
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Start.Run(of.Store, of.Id, of.Log);
        return 0;
    }
}
