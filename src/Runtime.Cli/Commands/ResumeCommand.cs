// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Row() => new()
    {
        Name = "resume",
        Summary = "let the processes of a paused container go on",
        Arguments = "<container-id>",
        Description = "Undoes `husk-oci pause`.",
        MinArguments = 1,
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        Pause.Resume(of.Store, of.Id);
        return 0;
    }
}
