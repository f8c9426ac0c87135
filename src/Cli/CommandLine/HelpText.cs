// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Cli.CommandLine;

/// <summary>What `--help` prints, laid out as docker does.</summary>
internal static class HelpText
{
    private const int Width = 80;

    /// <summary>Docker's shell completions and people's eyes look for the two spaces.</summary>
    public static string Usage(Command command, string name)
    {
        string words = $"husk {name}{(command.Flags.Length > 0 ? " [OPTIONS]" : "")}";
        return "Usage:  " + string.Join(
            "\n\t", command.Arguments.Split('\n').Select(form => form.Length > 0 ? $"{words} {form}" : words));
    }

    public static string Of(Command command, string name)
    {
        var text = new StringBuilder();
        text.Append(Usage(command, name)).Append("\n\n").Append(command.Description ?? command.Summary).Append('\n');
        if (command.Names.Length > 1)
        {
            text.Append("\nAliases:\n  ").AppendJoin(Separator(command), command.Names.Select(alias => "husk " + alias))
                .Append('\n');
        }
        Options(text, "Options", command.OwnFlags);
        if (command.Extends is { } extended)
            text.Append($"\nAll options of 'husk {extended.Names.MinBy(shorter => shorter.Length)}' are taken too.\n");
        return text.ToString();
    }

    // A line each where one would be too long.
    private static string Separator(Command command) => command.Names.Length > 4 ? ",\n  " : ", ";

    /// <summary>Of a word that only has commands below it: <c>image</c>, <c>system</c>.</summary>
    public static string OfGroup(string group, string summary, IEnumerable<Command> commands)
    {
        var text = new StringBuilder($"Usage:  husk {group} COMMAND\n\n{summary}\n\nCommands:\n");
        List(text, commands.Where(command => !command.IsHidden)
            .Select(command => (Under(command, group), command.Summary)));
        text.Append($"\nRun 'husk {group} COMMAND --help' for more information on a command.\n");
        return text.ToString();
    }

    public static string OfProgram()
    {
        var text = new StringBuilder("Usage:  husk [OPTIONS] COMMAND\n\nContainers without a daemon\n\nCommands:\n");
        List(text, CommandTable.All.Where(command => !command.IsHidden)
            .SelectMany(command =>
                command.Names.Where(name => !name.Contains(' ')).Take(1).Select(name => (name, command.Summary))));
        text.Append("\nManagement Commands:\n");
        List(text, CommandTable.Groups);
        Options(text, "Global Options", GlobalOptions.Flags);
        text.Append("\nRun 'husk COMMAND --help' for more information on a command.\n");
        return text.ToString();
    }

    public static string Under(Command command, string group) =>
        command.Names.First(name => name.StartsWith(group + " ", StringComparison.Ordinal))[(group.Length + 1)..];

    private static void List(StringBuilder text, IEnumerable<(string Name, string Summary)> rows)
    {
        (string Name, string Summary)[] sorted = [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)];
        int width = sorted.Max(row => row.Name.Length) + 2;
        foreach ((string name, string summary) in sorted)
            text.Append("  ").Append(name.PadRight(width)).Append(summary).Append('\n');
    }

    private static void Options(StringBuilder text, string title, IReadOnlyList<Flag> flags)
    {
        if (flags.Count == 0)
            return;
        text.Append('\n').Append(title).Append(":\n");
        (string Left, string Help)[] rows = [.. flags.Where(flag => flag.SameAs is null)
            .OrderBy(flag => flag.Name, StringComparer.Ordinal).Select(flag => (Left(flag), flag.Help))];
        int column = rows.Max(row => row.Left.Length) + 3;
        foreach ((string left, string help) in rows)
        {
            text.Append(left.PadRight(column));
            bool first = true;
            foreach (string line in help.Split('\n').SelectMany(part => Wrap(part, Width - column)))
            {
                text.Append(first ? "" : new string(' ', column)).Append(line).Append('\n');
                first = false;
            }
        }
    }

    private static string Left(Flag flag) =>
        (flag.Short == '\0' ? "      " : $"  -{flag.Short}, ") + "--" + flag.Name
            + (flag.ValueName.Length > 0 ? " " + flag.ValueName : "");

    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            int at = text.LastIndexOf(' ', width);
            if (at <= 0)
                break;
            yield return text[..at];
            text = text[(at + 1)..];
        }
        yield return text;
    }
}
