// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.Commands;
using Husk.Cli.Commands.Build;
using Husk.Cli.Commands.Containers;
using Husk.Cli.Commands.Explaining;
using Husk.Cli.Commands.Manifests;
using Husk.Cli.Commands.Networks;
using Husk.Cli.Commands.Volumes;

namespace Husk.Cli.CommandLine;

/// <summary>All commands.</summary>
internal static class CommandTable
{
    public static readonly Command[] All =
    [
        AttachCommand.Row,
        BuildCommand.Row,
        BuilderPruneCommand.Row,
        BuilderUsageCommand.Row,
        .. BuildersCommand.Rows,
        ContainerCleanUpCommand.Row,
        LogCompressCommand.Row,
        ContainerPruneCommand.Row,
        CommitCommand.Row,
        CompletionCommand.Row,
        ContextCommand.InspectRow,
        ContextCommand.ListRow,
        ContextCommand.RefusedRow,
        ContextCommand.ShowRow,
        ContextCommand.UseRow,
        CopyCommand.Row,
        CreateCommand.Row,
        DiffCommand.Row,
        EventsCommand.Row,
        ExplainCommand.Row,
        ExplainNetworkCommand.Row,
        ExplainRunCommand.Row,
        ExecCommand.Row,
        ExecDrainCommand.Row,
        ExportCommand.Row,
        HistoryCommand.Row,
        ImagePruneCommand.Row,
        ImportCommand.Row,
        KillCommand.Row,
        LoadCommand.Row,
        ImagesCommand.Row,
        SystemFactsCommand.Row,
        InspectCommand.ContainerRow,
        InspectCommand.ImageRow,
        InspectCommand.Row,
        LoginCommand.Row,
        LogoutCommand.Row,
        LogsCommand.Row,
        ManifestAnnotateCommand.Row,
        ManifestCreateCommand.Row,
        ManifestInspectCommand.Row,
        ManifestPushCommand.Row,
        ManifestRemoveCommand.Row,
        NetworkConnectCommand.Row,
        NetworkCreateCommand.Row,
        NetworkDisconnectCommand.Row,
        NetworkInspectCommand.Row,
        NetworkListCommand.Row,
        NetworkPruneCommand.Row,
        NetworkRemoveCommand.Row,
        PauseCommand.Row,
        PortCommand.Row,
        PsCommand.Row,
        PullCommand.Row,
        PushCommand.Row,
        RemoveCommand.Row,
        RemoveImageCommand.Row,
        RenameCommand.Row,
        RestartCommand.Row,
        RunCommand.Row,
        SaveCommand.Row,
        StartCommand.Row,
        StatsCommand.Row,
        StopCommand.Row,
        SystemBootCommand.Row,
        SystemCheckCommand.Row,
        SearchCommand.Row,
        SystemPruneCommand.Row,
        SystemShutdownCommand.Row,
        SystemUsageCommand.Row,
        TagCommand.Row,
        TopCommand.Row,
        UnpauseCommand.Row,
        UpdateCommand.Row,
        VersionCommand.Row,
        VolumeCreateCommand.Row,
        VolumeInspectCommand.Row,
        VolumeListCommand.Row,
        VolumePruneCommand.Row,
        VolumeRemoveCommand.Row,
        WaitCommand.Row,
    ];

    /// <summary>Words that have commands below them.</summary>
    public static readonly (string Name, string Summary)[] Groups =
    [
        ("builder", "Manage builds"),
        ("buildx", "Same as builder, and its builder's names"),
        ("container", "Manage containers"),
        ("context", "Manage contexts: there is one"),
        ("image", "Manage images"),
        ("manifest", "Manage image manifests and manifest lists"),
        ("network", "Manage networks"),
        ("system", "Manage Husk"),
        ("volume", "Manage volumes"),
    ];

    /// <summary>The command that the first words name, by its longest name that fits.</summary>
    /// <param name="words">What was typed after the global options.</param>
    /// <param name="name">The name it was called by, or what that is another name of: `image rm` of `image
    /// remove`.</param>
    public static Command? Find(ReadOnlySpan<string> words, out string name)
    {
        for (int count = int.Min(2, words.Length); count > 0; count--)
        {
            string called = string.Join(' ', words[..count]!);
            if (All.FirstOrDefault(command => command.Names.Contains(called)) is { } command)
            {
                string group = GroupOf(called);
                name = command.Names.First(other => GroupOf(other) == group);
                return command;
            }
        }
        name = "";
        return null;
    }

    private static string GroupOf(string name) => name.Contains(' ') ? name[..name.IndexOf(' ')] : "";

    public static IEnumerable<Command> Below(string group) =>
        All.Where(command => command.Names.Any(name => name.StartsWith(group + " ", StringComparison.Ordinal)));
}
