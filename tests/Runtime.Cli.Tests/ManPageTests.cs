// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Tests;

/// <summary>docs/man/husk-oci.8 and the table say the same.</summary>
public sealed partial class ManPageTests
{
    private static readonly Dictionary<string, SortedSet<string>> Page = Read();

    [Fact]
    public void Every_command_is_on_the_page_and_no_other() =>
        Assert.Equal(
            CommandTable.All().Select(command => command.Name).Append("").Order(StringComparer.Ordinal),
            Page.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_global_flag_is_on_the_page_and_no_other() =>
        Assert.Equal(Described(GlobalOptions.Flags), Page[""]);

    [Fact]
    public void Every_flag_of_every_command_is_on_the_page_and_no_other()
    {
        foreach (Command command in CommandTable.All())
            Assert.Equal(Described(command.Flags).Prepend(command.Name), Page[command.Name].Prepend(command.Name));
    }

    // `--name -n` for a switch, `--name -n value` for what takes a value.
    private static SortedSet<string> Described(Flag[] flags) => new(flags.Select(Described), StringComparer.Ordinal);

    private static string Described(Flag flag) =>
        "--" + flag.Name + (flag.Short.Length > 0 ? " -" + flag.Short : "")
            + (flag.Kind == FlagKind.Switch ? "" : " value");

    // A section's flags are the lines after .TP and .TQ in it; the global ones stand under the empty name.
    private static Dictionary<string, SortedSet<string>> Read()
    {
        var page = new Dictionary<string, SortedSet<string>>();
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "husk-oci.8"));
        SortedSet<string>? section = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Replace("\\-", "-", StringComparison.Ordinal);
            string? name = line == ".SH GLOBAL OPTIONS" ? "" : line.StartsWith(".SS ") ? line.Split(' ')[1] : null;
            if (name is not null)
            {
                if (!page.TryGetValue(name, out section))
                    page[name] = section = new SortedSet<string>(StringComparer.Ordinal);
            }
            else if (line.StartsWith(".SH ", StringComparison.Ordinal))
            {
                section = null;
            }
            else if (section is not null && lines[i - 1] is ".TP" or ".TQ"
                && LongName().Match(line) is { Length: > 0 } known)
            {
                string letter = ShortName().Match(line) is { Length: > 0 } match ? " " + match.Value : "";
                section!.Add(known.Value + letter + (line.StartsWith(".BI ") ? " value" : ""));
            }
        }
        return page;
    }

    [GeneratedRegex("--[a-z][a-z0-9-]+")]
    private static partial Regex LongName();

    [GeneratedRegex("(?<![a-z-])-[a-z](?![a-z-])")]
    private static partial Regex ShortName();
}
