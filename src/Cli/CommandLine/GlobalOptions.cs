// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Cli.Commands;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.CommandLine;

/// <summary>What stands before the command.</summary>
/// <param name="Root">Where everything is that stays.</param>
/// <param name="Run">Where everything is that goes with the machine.</param>
/// <param name="Config">The directory of docker's config.json; null for the user's.</param>
/// <param name="Debug">Whether an internal error tells where it came from.</param>
/// <param name="Warns">Whether warnings are told.</param>
internal sealed record GlobalOptions(string Root, string Run, string? Config, bool Debug, bool Warns)
{
    public static readonly Flag[] Flags =
    [
        new("config", '\0', FlagKind.String,
            "Directory of docker's config.json, with the logins (default \"~/.docker\")"),
        new("context", 'c', FlagKind.String, "Name of the context: default is the only one"),
        new("debug", 'D', FlagKind.Bool, "Tell where an internal error came from"),
        new("log-level", 'l', FlagKind.String,
            "What is told beside output: debug, info, warn, error or fatal, the last two without warnings (default \"info\")"),
        new("root", '\0', FlagKind.String,
            $"Directory of images and all else that stays (default \"{EnginePaths.DefaultRoot}\", or $HUSK_ROOT)"),
        new("run", '\0', FlagKind.String,
            $"Directory of what running containers need (default \"{EnginePaths.DefaultRun}\", or $HUSK_RUN)"),
        new("version", 'v', FlagKind.Bool, "Print version information and quit"),
    ];

    /// <summary>What leads docker's client to a daemon: told why not, and in no help.</summary>
    private static readonly Flag[] OfDaemons =
    [
        new("host", 'H', FlagKind.List, ""),
        new("tls", '\0', FlagKind.Bool, ""),
        new("tlscacert", '\0', FlagKind.String, ""),
        new("tlscert", '\0', FlagKind.String, ""),
        new("tlskey", '\0', FlagKind.String, ""),
        new("tlsverify", '\0', FlagKind.Bool, ""),
    ];

    /// <summary>Reads what stands before the command.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="command">Gets the command, and all behind it.</param>
    public static FlagValues Parse(string[] words, out string[] command) =>
        FlagParser.Parse([.. Flags, .. OfDaemons], words, mixed: false, out command);

    /// <exception cref="EngineException">It cannot be had without a daemon, or is no level (InvalidArgument), or no
    /// context (NotFound).</exception>
    public static GlobalOptions Of(FlagValues flags)
    {
        if (OfDaemons.FirstOrDefault(flag => flags.IsGiven(flag.Name)) is { } refused)
        {
            throw NoDaemon($"--{refused.Name}", "");
        }
        if (flags.String("context") is { Length: > 0 } context)
            ContextCommand.Known(context);
        string level = flags.String("log-level") ?? "info";
        if (level is not ("debug" or "info" or "warn" or "warning" or "error" or "fatal" or "panic" or "trace"))
            throw new EngineException(EngineFault.InvalidArgument, $"Unable to parse logging level: {level}");
        string root = flags.String("root") ?? Environment.GetEnvironmentVariable("HUSK_ROOT")
            ?? EnginePaths.DefaultRoot;
        string run = flags.String("run") ?? Environment.GetEnvironmentVariable("HUSK_RUN") ?? EnginePaths.DefaultRun;
        return new GlobalOptions(
            Path.GetFullPath(root), Path.GetFullPath(run), flags.String("config"),
            flags.Bool("debug") || level is "debug" or "trace",
            level is not ("error" or "fatal" or "panic"));
    }

    /// <summary>
    /// Refuses to do here what the environment tells docker's client to do on another machine. A socket of this one is
    /// where docker would do it, and so is passed over. As docker, --context is the first to say it, and $DOCKER_HOST
    /// the next.
    /// </summary>
    /// <exception cref="EngineException">It names another machine (InvalidArgument), or another context
    /// (NotFound).</exception>
    public static void CheckEnvironment(FlagValues flags)
    {
        if (flags.IsGiven("context"))
            return;
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host)
        {
            if (!host.StartsWith("unix://", StringComparison.Ordinal) && !host.StartsWith("fd://", StringComparison.Ordinal))
                throw NoDaemon($"DOCKER_HOST={host}", ", or unset DOCKER_HOST for this one");
        }
        else if (Environment.GetEnvironmentVariable("DOCKER_CONTEXT") is { Length: > 0 } context)
        {
            ContextCommand.Known(context);
        }
    }

    private static EngineException NoDaemon(string asked, string orElse) => new(EngineFault.InvalidArgument,
        $"{asked}: husk works on this machine, without a daemon to connect to; for another machine, run husk there (ssh HOST husk ...){orElse}");

    /// <summary>Where warnings are told; null for nowhere.</summary>
    public Action<string>? WarningsTo(Streams streams) =>
        Warns ? warning => streams.Error.Write($"WARNING: {warning}\n") : null;

    public string? ConfigFile => Config is null ? null : Path.Combine(Config, "config.json");
}
