// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class PauseCommand
{
    public static Command Row() => new()
    {
        Name = "pause",
        Summary = "suspend every process of a container",
        Arguments = "<container-id>",
        Description = """
            Stops every process of a running or created container where it is, until
            `husk-oci resume`. A process that waits for a disk stops when the disk has answered;
            when one has not stopped after ten seconds all go on, and that is an error.
            """,
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Pause.Run(of.Store, of.Id);
        return 0;
    }
}
