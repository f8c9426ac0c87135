// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;

namespace Husk.Runtime.Cli.Commands;

internal static class StateCommand
{
    public static Command Row() => new()
    {
        Name = "state",
        Summary = "print the state of a container",
        Arguments = "<container-id>",
        Description = "Prints what the container is doing now, as JSON.",
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        of.Out.Write(StateJson.Of(Lifecycle.State.Of(of.Store, of.Id)));
        return 0;
    }
}
