// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.Commands;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>Every command there is. A row is made when it is asked for: a run needs one of them.</summary>
internal static class CommandTable
{
    /// <summary>In the order of `--help`.</summary>
    public static Command[] All() =>
    [
        CheckpointCommand.Row(),
        CreateCommand.Row(),
        DeleteCommand.Row(),
        EventsCommand.Row(),
        ExecCommand.Row(),
        FeaturesCommand.Row(),
        KillCommand.Row(),
        ListCommand.Row(),
        MountsCommand.Row(),
        PauseCommand.Row(),
        PlanCommand.Row(),
        PsCommand.Row(),
        RestoreCommand.Row(),
        ResumeCommand.Row(),
        RunCommand.Row(),
        SpecCommand.Row(),
        StartCommand.Row(),
        StateCommand.Row(),
        UpdateCommand.Row(),
        HelpCommand.Row(),
    ];

    /// <summary>The command of that name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Command Find(string name) => name switch
    {
        "checkpoint" => CheckpointCommand.Row(),
        "create" => CreateCommand.Row(),
        "delete" => DeleteCommand.Row(),
        "events" => EventsCommand.Row(),
        "exec" => ExecCommand.Row(),
        "features" => FeaturesCommand.Row(),
        "help" or "h" => HelpCommand.Row(),
        "kill" => KillCommand.Row(),
        "list" => ListCommand.Row(),
        "mounts" => MountsCommand.Row(),
        "pause" => PauseCommand.Row(),
        "plan" => PlanCommand.Row(),
        "ps" => PsCommand.Row(),
        "restore" => RestoreCommand.Row(),
        "resume" => ResumeCommand.Row(),
        "run" => RunCommand.Row(),
        "spec" => SpecCommand.Row(),
        "start" => StartCommand.Row(),
        "state" => StateCommand.Row(),
        "update" => UpdateCommand.Row(),

        // runc exits with 3 here, as urfave/cli does for a help topic it has not got.
        _ => throw new UsageException($"No help topic for '{name}'", exitCode: 3) { ShowHelp = false },
    };
}
