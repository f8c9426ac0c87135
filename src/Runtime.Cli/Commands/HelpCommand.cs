// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Commands;

internal static class HelpCommand
{
    public static Command Row() => new()
    {
        Name = "help",
        Summary = "list the commands, or show the help of one (h for short)",
        Arguments = "[command]",
        MaxArguments = 1,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        of.Out.Write(of.Arguments.Length == 0 ? HelpText.OfProgram() : HelpText.Of(CommandTable.Find(of.Arguments[0])));
        return 0;
    }
}
