// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>`--help`, written from the table.</summary>
internal static class HelpText
{
    public static string OfProgram()
    {
        var text = new StringBuilder();
        text.Append("NAME:\n   husk-oci - Open Container Initiative runtime\n\n");
        text.Append("USAGE:\n   husk-oci [global options] command [command options] [arguments...]\n\n");
        text.Append("DESCRIPTION:\n");
        Indented(text, """
            husk-oci runs containers from OCI bundles: directories with a config.json and a root
            filesystem. Its commands, flags, exit codes and output are runc's, so what drives runc
            drives husk-oci.

                husk-oci spec
                husk-oci run [ -b bundle ] <container-id>
            """);
        text.Append("\nCOMMANDS:\n");
        int width = 0;
        foreach (Command command in CommandTable.All())
            width = int.Max(width, command.Name.Length);
        foreach (Command command in CommandTable.All())
            text.Append("   ").Append(command.Name.PadRight(width + 2)).Append(command.Summary).Append('\n');
        text.Append("\nGLOBAL OPTIONS:\n");
        Options(text, [.. GlobalOptions.Flags, new("help", FlagKind.Switch, "show help") { Short = "h" }]);
        return text.ToString();
    }

    public static string Of(Command command)
    {
        var text = new StringBuilder();
        text.Append("NAME:\n   husk-oci ").Append(command.Name).Append(" - ").Append(command.Summary);
        text.Append("\n\nUSAGE:\n   husk-oci ").Append(command.Name);
        text.Append(command.Flags.Length > 0 ? " [command options] " : " ").Append(command.Arguments).Append('\n');
        if (command.Description.Length > 0)
        {
            text.Append("\nDESCRIPTION:\n");
            Indented(text, command.Description);
        }
        if (command.Flags.Length > 0)
        {
            text.Append("\nOPTIONS:\n");
            Options(text, command.Flags);
        }
        return text.ToString();
    }

    private static void Options(StringBuilder text, Flag[] flags)
    {
        int width = 0;
        foreach (Flag flag in flags)
            width = int.Max(width, flag.Hidden ? 0 : Names(flag).Length);
        foreach (Flag flag in flags)
        {
            if (flag.Hidden)
                continue;
            text.Append("   ").Append(Names(flag).PadRight(width + 2)).Append(flag.Usage);
            if (flag.Default.Length > 0)
                text.Append(" (default: ").Append(flag.Default).Append(')');
            text.Append('\n');
        }
    }

    private static string Names(Flag flag)
    {
        string value = flag.Kind == FlagKind.Switch ? "" : " value";
        return flag.Short.Length == 0 ? $"--{flag.Name}{value}" : $"--{flag.Name}{value}, -{flag.Short}{value}";
    }

    private static void Indented(StringBuilder text, string paragraphs)
    {
        foreach (string line in paragraphs.Split('\n'))
            text.Append(line.Length == 0 ? "" : "   ").Append(line).Append('\n');
    }
}
