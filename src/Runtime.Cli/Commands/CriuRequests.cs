// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO;
using Husk.Linux.Syscalls;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Criu;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

/// <summary>From the command line to what `checkpoint` and `restore` take.</summary>
internal static class CriuRequests
{
    /// <summary>The flags that both have.</summary>
    public static Flag[] Flags =>
    [
        new("image-path", FlagKind.Text, "directory of the images (default: ./checkpoint)"),
        new("work-path", FlagKind.Text, "directory of the log (default: that of the images)"),
        new("tcp-established", FlagKind.Switch, "allow established TCP connections"),
        new("ext-unix-sk", FlagKind.Switch, "allow unix sockets whose other end is outside"),
        new("shell-job", FlagKind.Switch, "allow a terminal and a session that are outside"),
        new("lazy-pages", FlagKind.Switch, "leave the memory for userfaultfd to bring"),
        new("file-locks", FlagKind.Switch, "allow file locks, which nobody outside may hold"),
        new(
            "manage-cgroups-mode", FlagKind.Text,
            "what is kept of cgroups: soft, full, strict or ignore (default: soft)"),
        new("empty-ns", FlagKind.TextList, "a namespace whose content is not kept: network, which never is"),
        new("auto-dedup", FlagKind.Switch, "punch out of the images of memory what newer ones have"),
    ];

    public static CheckpointRequest Checkpoint(Invocation of) => new(Shared(of))
    {
        ParentPath = of.Flags.TextOrNull("parent-path"),
        ParentDirectory = of.Flags.TextOrNull("parent-path") is { } parent
            ? Path.GetFullPath(parent, ImagePath(of))
            : null,
        LeaveRunning = of.Flags.IsOn("leave-running"),
        TcpSkipInFlight = of.Flags.IsOn("tcp-skip-in-flight"),
        LinkRemap = of.Flags.IsOn("link-remap"),
        PreDump = of.Flags.IsOn("pre-dump"),
        StatusFd = of.Flags.Number("status-fd") is >= 0 and <= int.MaxValue and var fd ? (int)fd : null,
        PageServer = PageServer(of),
    };

    public static RestoreRequest Restore(Invocation of) => new(Shared(of), Container(of))
    {
        LsmProfile = of.Flags.TextOrNull("lsm-profile"),
        LsmMountContext = of.Flags.TextOrNull("lsm-mount-context"),
    };

    private static RunRequest Container(Invocation of) => new()
    {
        Id = of.Id,
        Rootless = of.Options.Rootless,
        NoCgroup = of.Options.NoCgroup,
        SystemdCgroup = of.Options.SystemdCgroup,
        Bundle = Requests.Bundle(of),
        ConsoleSocket = Absolute(of, "console-socket"),
        PidFile = Absolute(of, "pid-file"),
        NoPivot = of.Flags.IsOn("no-pivot"),
        Detach = of.Flags.IsOn("detach"),
        NoSubreaper = of.Flags.IsOn("no-subreaper"),
    };

    private static CriuFlags Shared(Invocation of) => new()
    {
        Id = of.Id,
        Criu = of.Options.Criu,
        ImagePath = ImagePath(of),
        WorkPath = Absolute(of, "work-path"),
        TcpEstablished = of.Flags.IsOn("tcp-established"),
        ExternalUnixSockets = of.Flags.IsOn("ext-unix-sk"),
        ShellJob = of.Flags.IsOn("shell-job"),
        LazyPages = of.Flags.IsOn("lazy-pages"),
        FileLocks = of.Flags.IsOn("file-locks"),
        AutoDedup = of.Flags.IsOn("auto-dedup"),
        ManageCgroupsMode = CgroupsMode(of),
        EmptyNamespaces = EmptyNamespaces(of),
    };

    private static string ImagePath(Invocation of) =>
        Path.GetFullPath(of.Flags.TextOrNull("image-path") ?? "checkpoint");

    private static string? Absolute(Invocation of, string flag) =>
        of.Flags.TextOrNull(flag) is { } path ? Path.GetFullPath(path) : null;

    // criu_cg_mode of CRIU's rpc.proto.
    private static int? CgroupsMode(Invocation of) => of.Flags.Text("manage-cgroups-mode") switch
    {
        "" => null,
        "ignore" => 0,
        "soft" => 3,
        "full" => 4,
        "strict" => 5,
        var mode =>
            throw new LifecycleException($"Invalid manage-cgroups-mode value: {mode} (soft, full, strict or ignore)"),
    };

    private static uint EmptyNamespaces(Invocation of)
    {
        foreach (string name in of.Flags.List("empty-ns"))
        {
            if (name != "network")
                throw new LifecycleException($"namespace \"{name}\" is not supported: --empty-ns takes network");
        }

        return Abi.CLONE_NEWNET;
    }

    private static (string Address, int Port)? PageServer(Invocation of)
    {
        if (of.Flags.TextOrNull("page-server") is not { } text)
            return null;
        int colon = text.LastIndexOf(':');
        string address = colon < 0 ? "" : text[..colon].Trim('[', ']');
        if (address.Length == 0 || colon == text.Length - 1)
            throw new LifecycleException("Use --page-server ADDRESS:PORT to specify page server");
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port <= ushort.MaxValue
            ? (address, port)
            : throw new LifecycleException($"Invalid port number: --page-server {text}");
    }
}
