// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static class ListCommand
{
    public static Command Row() => new()
    {
        Name = "list",
        Summary = "list the containers under --root",
        Description = """
            EXAMPLE:
                husk-oci --root /run/mine list --format json
            """,
        Flags =
        [
            new("format", FlagKind.Text, "table or json") { Short = "f", Default = "table" },
            new("quiet", FlagKind.Switch, "print the ids alone") { Short = "q" },
        ],
        Run = Run,
    };

    private static int Run(Invocation of)
    {
        string format = of.Flags.Text("format");
        bool quiet = of.Flags.IsOn("quiet");
        if (!quiet && format is not ("table" or "json"))
            throw new LifecycleException("invalid format option: table and json are known");

        var containers = List.All(of.Store, rootMayBeMissing: of.Options.RootIsDefault, of.Log);
        if (quiet)
            of.Out.Write(Ids(containers));
        else if (format == "table")
            of.Out.Write(Table(containers));
        else
            of.Out.Write(StateJson.Of(containers));
        return 0;
    }

    private static string Ids(IReadOnlyList<ContainerState> containers)
    {
        var text = new StringBuilder();
        foreach (ContainerState container in containers)
            text.Append(container.Id).Append('\n');
        return text.ToString();
    }

    private static string Table(IReadOnlyList<ContainerState> containers)
    {
        var table = new Table("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER");
        foreach (ContainerState each in containers)
            table.Add(each.Id, $"{each.Pid}", each.Status, each.Bundle, each.Created, each.Owner ?? "");
        return table.ToString();
    }
}
