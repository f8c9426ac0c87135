// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Cli.CommandLine;

/// <summary>What stands before the command.</summary>
/// <param name="Root">Where everything is that stays.</param>
/// <param name="Config">The directory of docker's config.json; null for the user's.</param>
/// <param name="Debug">Whether an internal error tells where it came from.</param>
internal sealed record GlobalOptions(string Root, string? Config, bool Debug)
{
    private const string DefaultRoot = "/var/lib/husk";

    public static readonly Flag[] Flags =
    [
        new("config", '\0', FlagKind.String, "Directory of docker's config.json, with the logins (default \"~/.docker\")"),
        new("debug", 'D', FlagKind.Bool, "Tell where an internal error came from"),
        new("root", '\0', FlagKind.String, $"Directory of images and all else that stays (default \"{DefaultRoot}\", or $HUSK_ROOT)"),
        new("version", 'v', FlagKind.Bool, "Print version information and quit"),
    ];

    public static GlobalOptions Of(FlagValues flags)
    {
        string root = flags.String("root") ?? Environment.GetEnvironmentVariable("HUSK_ROOT") ?? DefaultRoot;
        return new GlobalOptions(Path.GetFullPath(root), flags.String("config"), flags.Bool("debug"));
    }

    public string? ConfigFile => Config is null ? null : Path.Combine(Config, "config.json");
}
