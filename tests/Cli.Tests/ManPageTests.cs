// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Tests;

/// <summary>docs/man/husk.1 and the table of commands say the same.</summary>
public sealed class ManPageTests
{
    private static readonly Dictionary<string, string[]> Page = Read();

    private static readonly Command[] Commands = [.. CommandTable.All.Where(command => !command.IsHidden)];

    [Fact]
    public void Every_command_is_on_the_page_and_no_other() =>
        Assert.Equal(
            Commands.Select(Usage).Order(StringComparer.Ordinal),
            Page.Keys.Where(key => key.Length > 0).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_flag_is_on_the_page_and_no_other()
    {
        Assert.Equal(Flags(GlobalOptions.Flags), Page[""].Select(WithoutValue));
        Assert.All(
            Commands, command => Assert.Equal(Flags(command.OwnFlags), Page[Usage(command)].Select(WithoutValue)));
    }

    [Fact]
    public void Every_other_name_of_a_command_is_on_the_page()
    {
        string text = Text();
        Assert.All(Commands.SelectMany(command => command.Names), name => Assert.Contains(name, text));
    }

    // A command stands under its shortest name, with all its forms on one line.
    private static string Usage(Command command)
    {
        string name = command.Names.MinBy(name => name.Length)!;
        return HelpText.Usage(command, name)["Usage:  husk ".Length..].Replace($"\n\thusk {name} [OPTIONS] ", ", or ");
    }

    private static IEnumerable<string> Flags(Flag[] flags) =>
        flags.Where(flag => flag.SameAs is null).OrderBy(flag => flag.Name, StringComparer.Ordinal)
            .Select(flag => flag.Short == '\0' ? $"--{flag.Name}" : $"--{flag.Name}, -{flag.Short}");

    private static string WithoutValue(string entry) =>
        string.Join(", ", entry.Split(", ").Select(word => word.Split(' ')[0]));

    private static string Text() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "husk.1"))
            .Replace("\\-", "-", StringComparison.Ordinal);

    /// <summary>The entries (.TP) of each command (.SS), and of the global options under the empty name.</summary>
    private static Dictionary<string, string[]> Read()
    {
        var sections = new Dictionary<string, List<string>>();
        List<string>? section = null;
        bool entry = false;
        foreach (string line in Text().Split('\n'))
        {
            if (line == ".SH GLOBAL OPTIONS" || line.StartsWith(".SS ", StringComparison.Ordinal))
            {
                sections[line.StartsWith(".SS ", StringComparison.Ordinal) ? line[4..] : ""] = section = [];
            }
            else if (line.StartsWith(".SH ", StringComparison.Ordinal))
            {
                section = null;
            }
            else if (entry && section is not null)
            {
                section.Add(
                    line[(line.IndexOf(' ') + 1)..].Replace("\"", "").Replace(" ,  ", ", ").Replace(" , ", ", "));
            }
            entry = line == ".TP";
        }
        return sections.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
