// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class PlanCommand
{
    public static Command Row() => new()
    {
        Name = "plan",
        Summary = "print what would be done to create a container",
        Description = """
            Prints, in order and with the reason for each, the steps that create would take for a
            bundle. Nothing is done.
            """,
        Flags =
        [
            new("bundle", FlagKind.Text, "directory of the bundle (default: the current directory)") { Short = "b" },
            new("format", FlagKind.Text, "text or json") { Short = "f", Default = "text" },
        ],
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        string format = of.Flags.Text("format");
        if (format is not ("text" or "json"))
            throw new LifecycleException("invalid format option: text and json are known");
        of.Out.Write(PlanBundle.Print(Requests.Bundle(of), of.Options.SystemdCgroup, json: format == "json", of.Log));
        return 0;
    }
}
