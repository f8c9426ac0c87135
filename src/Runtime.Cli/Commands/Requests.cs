// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

/// <summary>From the command line to what the lifecycle's verbs take. Paths become absolute here, once.</summary>
internal static partial class Requests
{
    /// <summary>The flags that `create` and `run` share.</summary>
    public static Flag[] CreateFlags =>
    [
        new("bundle", FlagKind.Text, "directory of the bundle (default: the current directory)") { Short = "b" },
        new("config", FlagKind.Text, "configuration to use (default: config.json in the bundle)") { Short = "f" },
        new("console-socket", FlagKind.Text, "unix socket that is sent the terminal's master end"),
        new("pidfd-socket", FlagKind.Text, "unix socket that is sent a pidfd of the init process"),
        new("pid-file", FlagKind.Text, "file to write the init process's pid to"),
        new("no-pivot", FlagKind.Switch, "move the root and chroot, for a host on a ramdisk"),
        new("no-new-keyring", FlagKind.Switch, "keep the caller's session keyring"),
        new("preserve-fds", FlagKind.Number, "how many more descriptors to pass on, from 3 on") { Default = "0" },
    ];

    public static CreateRequest Create(Invocation of) => new()
    {
        Id = of.Id,
        Rootless = of.Options.Rootless,
        Bundle = Bundle(of),
        Config = Absolute(of, "config"),
        NoCgroup = of.Options.NoCgroup,
        SystemdCgroup = of.Options.SystemdCgroup,
        ConsoleSocket = Absolute(of, "console-socket"),
        PidFile = Absolute(of, "pid-file"),
        PidfdSocket = Absolute(of, "pidfd-socket"),
        NoPivot = of.Flags.IsOn("no-pivot"),
        NoNewKeyring = of.Flags.IsOn("no-new-keyring"),
        PreserveFds = PreserveFds(of),
    };

    public static RunRequest Run(Invocation of) => new(Create(of))
    {
        Detach = of.Flags.IsOn("detach"),
        Keep = of.Flags.IsOn("keep"),
        NoSubreaper = of.Flags.IsOn("no-subreaper"),
    };

    public static ExecRequest Exec(Invocation of) => new()
    {
        Id = of.Id,
        Rootless = of.Options.Rootless,
        Args = of.Arguments[1..],
        ProcessFile = Absolute(of, "process"),
        Cwd = of.Flags.TextOrNull("cwd"),
        Env = of.Flags.List("env"),
        Terminal = of.Flags.IsOn("tty"),
        User = User(of),
        AdditionalGids = AdditionalGids(of),
        Capabilities = of.Flags.List("cap"),
        NoNewPrivileges = of.Flags.Has("no-new-privs") ? of.Flags.IsOn("no-new-privs") : null,
        AppArmorProfile = of.Flags.TextOrNull("apparmor"),
        SelinuxLabel = of.Flags.TextOrNull("process-label"),
        Cgroup = of.Flags.List("cgroup"),
        IgnorePaused = of.Flags.IsOn("ignore-paused"),
        Detach = of.Flags.IsOn("detach"),
        ConsoleSocket = Absolute(of, "console-socket"),
        PidFile = Absolute(of, "pid-file"),
        PidfdSocket = Absolute(of, "pidfd-socket"),
        PreserveFds = PreserveFds(of),
    };

    /// <summary>`--bundle`, else the current directory.</summary>
    public static string Bundle(Invocation of) => Path.GetFullPath(of.Flags.TextOrNull("bundle") ?? ".");

    private static string? Absolute(Invocation of, string flag) =>
        of.Flags.TextOrNull(flag) is { } path ? Path.GetFullPath(path) : null;

    // Descriptors are numbered by an int, and 0 to 2 come first.
    private static int PreserveFds(Invocation of)
    {
        long count = of.Flags.Number("preserve-fds");
        return count is >= 0 and <= int.MaxValue - 3
            ? (int)count
            : throw new LifecycleException($"--preserve-fds {count}: not a number of file descriptors");
    }

    // CVE-2026-30892: what is no number must not become one.
    private static string? User(Invocation of)
    {
        if (of.Flags.TextOrNull("user") is not { } user)
            return null;
        string[] ids = user.Split(':');
        return ids.Length <= 2 && Array.TrueForAll(ids, IsId)
            ? user
            : throw new LifecycleException($"--user {user}: give UID or UID:GID, as numbers");
    }

    // The largest number is no id: to setuid(2) and its kin it means "leave as it is".
    private static bool IsId(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id != uint.MaxValue;

    private static List<uint> AdditionalGids(Invocation of)
    {
        var gids = new List<uint>();
        foreach (string text in of.Flags.List("additional-gids"))
        {
            gids.Add(GoLiteral.Number(text) is >= 0 and < uint.MaxValue and var gid
                ? (uint)gid
                : throw new LifecycleException($"additional-gids must be a positive number {text}"));
        }

        return gids;
    }
}
