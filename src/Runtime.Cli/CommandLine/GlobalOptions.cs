// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;
using Husk.Runtime.Cli.Output;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>The flags that stand before the command.</summary>
internal sealed record GlobalOptions
{
    /// <summary>Where the containers' state is kept: a tmpfs, so that a reboot forgets what it ended.</summary>
    private const string SystemRoot = "/run/husk/oci";

    public required string Root { get; init; }

    /// <summary>`--root` was not given: that nothing is there yet is then no mistake.</summary>
    public bool RootIsDefault { get; init; }

    /// <summary>Absolute; null logs to standard error.</summary>
    public string? LogFile { get; init; }

    public LogFormat LogFormat { get; init; }

    public LogLevel LogLevel { get; init; }

    public bool SystemdCgroup { get; init; }

    /// <summary>`--cgroup-manager disabled`: containers stay in the caller's cgroup.</summary>
    public bool NoCgroup { get; init; }

    /// <summary>Whether cgroups may be done without; null for `auto`.</summary>
    public bool? Rootless { get; init; }

    /// <summary>The program `checkpoint` and `restore` use; null for the one in PATH.</summary>
    public string? Criu { get; init; }

    public bool Help { get; init; }

    public bool Version { get; init; }

    public static Flag[] Flags =>
    [
        new("debug", FlagKind.Switch, "the same as --log-level debug; an internal error tells where it came from"),
        new(
            "log", FlagKind.Text,
            "file to append the log to; errors go to standard error too (default: standard error)"),
        new("log-format", FlagKind.Text, "how a log line is written: text or json") { Default = "text" },
        new("log-level", FlagKind.Text, "least level to log: debug, info, warning or error") { Default = "warning" },
        new("root", FlagKind.Text, "directory of the containers' state, best on a tmpfs") { Default = DefaultRoot() },
        new("systemd-cgroup", FlagKind.Switch, "let systemd make the cgroups; linux.cgroupsPath is slice:prefix:name"),
        new(
            "cgroup-manager", FlagKind.Text,
            "who makes the cgroups: cgroupfs, systemd, or disabled for none") { Default = "cgroupfs" },
        new(
            "rootless", FlagKind.Text,
            "go on where the kernel lets the caller make no cgroup: true, false or auto") { Default = "auto" },
        new(
            "criu", FlagKind.Text,
            "path of criu, for checkpoint and restore (default: the one in PATH)") { Hidden = true },
        new("version", FlagKind.Switch, "print the version") { Short = "v" },
    ];

    /// <summary>Takes the flags off the front; what is left goes to <paramref name="rest"/>.</summary>
    /// <exception cref="UsageException">A flag nobody knows, or a value that cannot be.</exception>
    public static GlobalOptions Parse(string[] arguments, out string[] rest)
    {
        FlagValues values = FlagParser.Parse(Flags, arguments, null, out int used);
        rest = arguments[used..];
        string rootless = values.Text("rootless");
        if (rootless is not ("" or "auto") && GoLiteral.Bool(rootless) is null)
            throw Refused($"invalid --rootless: {rootless} (true, false or auto)");
        string manager = values.Text("cgroup-manager");
        if (manager is not ("cgroupfs" or "systemd" or "disabled"))
            throw Refused($"invalid --cgroup-manager: {manager} (cgroupfs, systemd or disabled)");
        return new GlobalOptions
        {
            Root = values.Has("root") ? AbsoluteRoot(values.Text("root")) : values.Text("root"),
            RootIsDefault = !values.Has("root"),
            LogFile = values.TextOrNull("log") is { } file ? Path.GetFullPath(file) : null,
            LogFormat = FormatOf(values.Text("log-format")),
            LogLevel = values.IsOn("debug") ? LogLevel.Debug : LevelOf(values.Text("log-level")),
            SystemdCgroup = manager == "systemd" || (values.IsOn("systemd-cgroup") && manager != "disabled"),
            NoCgroup = manager == "disabled",
            Rootless = GoLiteral.Bool(rootless),
            Criu = values.TextOrNull("criu"),
            Help = values.Help,
            Version = values.IsOn("version"),
        };
    }

    // Deleting a container removes a directory below the root: below `/` that would be any directory of the host.
    private static string AbsoluteRoot(string root)
    {
        string absolute = root.Length == 0 ? "/" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return absolute != "/" ? absolute : throw Refused("option --root should not be set to /");
    }

    // XDG Base Directory Specification, "Environment variables": what a user's own programs keep until the log-out.
    private static string DefaultRoot()
    {
        string? own = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return string.IsNullOrEmpty(own) || IsHostsRoot() ? SystemRoot : own + "/husk/oci";
    }

    // Root of a user namespace is somebody else's container, or an ordinary user; USER tells the two apart (as runc).
    private static bool IsHostsRoot() =>
        Environment.IsPrivilegedProcess
        && (UserNamespace.IsInitial || Environment.GetEnvironmentVariable("USER") == "root");

    private static LogFormat FormatOf(string name) => name switch
    {
        "" or "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw Refused($"invalid log-format: {name}"),
    };

    private static LogLevel LevelOf(string name) => name switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Info,
        "" or "warning" or "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw Refused($"invalid log-level: {name} (debug, info, warning or error)"),
    };

    private static UsageException Refused(string message) => new(message) { ShowHelp = false };
}
