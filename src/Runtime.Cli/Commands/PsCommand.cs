// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class PsCommand
{
    public static Command Row() => new()
    {
        Name = "ps",
        Summary = "show the processes of a container",
        Arguments = "<container-id> [ps options]",
        Description = """
            Runs the host's ps with the options given, -ef when there are none, and shows the lines
            of the container's processes; or, with --format json, their pids as an array.
            """,
        Flags =
        [
            new("format", FlagKind.Text, "table or json") { Short = "f", Default = "table" },
        ],
        WordsEndFlags = true,
        MinArguments = 1,
        MaxArguments = int.MaxValue,
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        switch (of.Flags.Text("format"))
        {
            case "json":
                of.Out.Write($"[{string.Join(',', Ps.Pids(of.Store, of.Id))}]\n");
                return 0;
            case "table":
                of.Out.Write(Ps.Table(of.Store, of.Id, of.Arguments[1..]));
                return 0;
            default:
                throw new LifecycleException("invalid format option: table and json are known");
        }
    }
}
