// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Tests;

/// <summary>
/// docs/docker-conformance.md has each of docker's commands and flags, with what shows it; that the tests it names are
/// there is seen to elsewhere (tests/Architecture).
/// </summary>
public sealed partial class DockerConformancePageTests
{
    /// <summary>Commands that docker does not have, and those that have pages of their own.</summary>
    private static readonly string[] Elsewhere =
        ["explain", "network", "build", "builder", "buildx", "image build", "system fsck", "system boot", "system shutdown"];

    private const string Global = "global options";

    private static readonly Dictionary<string, HashSet<string>> Page = Read();

    [Fact]
    public void Every_command_and_every_flag_of_docker_has_a_row() =>
        Assert.Empty(CommandTable.All
            .Where(command => !command.IsHidden && !command.Names.Any(IsElsewhere))
            .SelectMany(command => Missing(command.Names.MinBy(name => name.Length)!, command.OwnFlags)));

    [Fact]
    public void Every_flag_before_the_command_has_a_row() =>
        Assert.Empty(Missing(Global, [.. GlobalOptions.Flags.Where(flag => flag.Name is not ("root" or "run"))]));

    [Fact]
    public void No_row_is_about_what_is_not_there()
    {
        HashSet<string> names = [.. CommandTable.All.SelectMany(command => command.Names)];
        Assert.Equal([Global], Page.Keys.Where(command => !names.Contains(command)));
    }

    private static IEnumerable<string> Missing(string name, IEnumerable<Flag> wanted) =>
        !Page.TryGetValue(name, out HashSet<string>? flags)
            ? [$"{name}: no section"]
            : wanted.Where(flag => flag.SameAs is null && !flags.Contains("--" + flag.Name))
                .Select(flag => $"{name}: no row for --{flag.Name}");

    private static bool IsElsewhere(string name) => Array.Exists(
        Elsewhere, other => name == other || name.StartsWith(other + " ", StringComparison.Ordinal));

    /// <summary>The flags in the first cells of each section, by command.</summary>
    private static Dictionary<string, HashSet<string>> Read()
    {
        var page = new Dictionary<string, HashSet<string>>();
        string[] commands = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docker-conformance.md")))
        {
            if (line.StartsWith('#'))
            {
                commands = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..].Split(", ") : [];
                foreach (string command in commands)
                    page.Add(command, []);
            }
            else if (line.StartsWith('|'))
            {
                foreach (string command in commands)
                    page[command].UnionWith(Flag().Matches(line.Split(" | ")[0]).Select(match => match.Value));
            }
        }

        return page;
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]*")]
    private static partial Regex Flag();
}
