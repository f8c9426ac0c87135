// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.Commands;

namespace Husk.Cli.CommandLine;

/// <summary>All commands.</summary>
internal static class CommandTable
{
    public static readonly Command[] All =
    [
        HistoryCommand.Row,
        ImagePruneCommand.Row,
        ImportCommand.Row,
        LoadCommand.Row,
        ImagesCommand.Row,
        InspectCommand.ImageRow,
        InspectCommand.Row,
        LoginCommand.Row,
        LogoutCommand.Row,
        ManifestInspectCommand.Row,
        PullCommand.Row,
        PushCommand.Row,
        RemoveImageCommand.Row,
        SaveCommand.Row,
        SystemCheckCommand.Row,
        SearchCommand.Row,
        SystemUsageCommand.Row,
        TagCommand.Row,
        VersionCommand.Row,
    ];

    /// <summary>Words that have commands below them.</summary>
    public static readonly (string Name, string Summary)[] Groups =
    [
        ("image", "Manage images"),
        ("manifest", "Look at image manifests and manifest lists"),
        ("system", "Manage Husk"),
    ];

    /// <summary>The command that the first words name, by its longest name that fits.</summary>
    /// <param name="words">What was typed after the global options.</param>
    /// <param name="name">The name it was called by.</param>
    public static Command? Find(ReadOnlySpan<string> words, out string name)
    {
        for (int count = int.Min(2, words.Length); count > 0; count--)
        {
            string called = string.Join(' ', words[..count]!);
            if (All.FirstOrDefault(command => command.Names.Contains(called)) is { } command)
            {
                name = called;
                return command;
            }
        }
        name = "";
        return null;
    }

    public static IEnumerable<Command> Below(string group) =>
        All.Where(command => command.Names.Any(name => name.StartsWith(group + " ", StringComparison.Ordinal)));
}
