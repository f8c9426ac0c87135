// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Engine.Containers;

namespace Husk.Cli.CommandLine;

/// <summary>What stands before the command.</summary>
/// <param name="Root">Where everything is that stays.</param>
/// <param name="Run">Where everything is that goes with the machine.</param>
/// <param name="Config">The directory of docker's config.json; null for the user's.</param>
/// <param name="Debug">Whether an internal error tells where it came from.</param>
internal sealed record GlobalOptions(string Root, string Run, string? Config, bool Debug)
{
    public static readonly Flag[] Flags =
    [
        new("config", '\0', FlagKind.String,
            "Directory of docker's config.json, with the logins (default \"~/.docker\")"),
        new("debug", 'D', FlagKind.Bool, "Tell where an internal error came from"),
        new("root", '\0', FlagKind.String,
            $"Directory of images and all else that stays (default \"{EnginePaths.DefaultRoot}\", or $HUSK_ROOT)"),
        new("run", '\0', FlagKind.String,
            $"Directory of what running containers need (default \"{EnginePaths.DefaultRun}\", or $HUSK_RUN)"),
        new("version", 'v', FlagKind.Bool, "Print version information and quit"),
    ];

    public static GlobalOptions Of(FlagValues flags)
    {
        string root = flags.String("root") ?? Environment.GetEnvironmentVariable("HUSK_ROOT")
            ?? EnginePaths.DefaultRoot;
        string run = flags.String("run") ?? Environment.GetEnvironmentVariable("HUSK_RUN") ?? EnginePaths.DefaultRun;
        return new GlobalOptions(
            Path.GetFullPath(root), Path.GetFullPath(run), flags.String("config"), flags.Bool("debug"));
    }

    public string? ConfigFile => Config is null ? null : Path.Combine(Config, "config.json");
}
