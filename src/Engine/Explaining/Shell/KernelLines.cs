// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining.Shell;

/// <summary>What in a shell comes nearest to a step of the runtime's plan, found by the step's title.</summary>
/// <param name="spec">The configuration that the plan was made of.</param>
/// <param name="root">The container's root on the host.</param>
/// <param name="cgroups">The container's directories.</param>
/// <param name="files">Sources of bind mounts that are no directories.</param>
internal sealed class KernelLines(Spec spec, ShellRoot root, CgroupLines cgroups, IReadOnlySet<string> files)
{
    private static readonly Dictionary<string, (string Flag, string Joined)> Flags = new()
    {
        ["mount"] = ("--mount", "--mount="),
        ["network"] = ("--net", "--net="),
        ["pid"] = ("--pid --fork", "--pid="),
        ["uts"] = ("--uts", "--uts="),
        ["ipc"] = ("--ipc", "--ipc="),
        ["user"] = ("--user", "--user="),
        ["cgroup"] = ("--cgroup", "--cgroup="),
        ["time"] = ("--time", "--time="),
    };

    private LinuxSpec Linux => spec.Linux ?? new LinuxSpec();

    private Process Process => spec.Process ?? new Process();

    public IReadOnlyList<string> Of(string title) => [.. Exactly(title) ?? ByWords(title)];

    private IEnumerable<string>? Exactly(string title) => title switch
    {
        "clone the container's process" => [Clone()],
        "begin a session" => ["setsid ..."],
        "bring lo up" => ["ip link set lo up"],
        "make every mount a slave" => ["mount --make-rslave /"],
        "attach the root filesystem" => [$"mount --rbind {root.Prefix} {root.Prefix}"],
        "set the umask to 0" => ["umask 0"],
        "set the umask" => ["umask 0022"],
        "link /dev/fd, stdin, stdout, stderr, core and ptmx" => Links(root),
        "enter the cgroups" =>
            [.. cgroups.Directories.Select(directory => $"echo 0 > {ShellText.Quote(directory + "/cgroup.procs")}")],
        "unshare the cgroup namespace" => ["unshare --cgroup ..."],
        "enter the root filesystem" => [$"cd {root.Prefix} && pivot_root . . && umount -l ."],
        "make the root read-only" => ["mount -o remount,bind,ro /"],
        "open exec.fifo" => ["mkfifo exec.fifo"],
        "wait for start" => ["echo > exec.fifo   # blocks until `start` reads"],
        "join a session keyring of its own" => ["keyctl new_session"],
        "set no_new_privs" => ["capsh --no-new-privs ..."],
        "drop capabilities from the bounding set" => [Bounding()],
        "set the capabilities" => ["capsh --inh= --noamb ...   # execve gives root what the bounding set leaves"],
        "execute the sealed program" => [$"exec {ShellText.Join(Process.Args)}"],
        _ => null,
    };

    private IEnumerable<string> ByWords(string title)
    {
        string last = title[(title.LastIndexOf(' ') + 1)..];
        if (Starts("mask "))
            return [MountLines.Mask(title["mask ".Length..], new ShellRoot(""))];
        if (Starts("become user "))
            return [$"capsh --groups={Groups()} --gid={Process.User.Gid} --uid={Process.User.Uid} ..."];
        if (Starts("set the hostname to "))
            return ["hostname " + ShellText.Quote(title["set the hostname to ".Length..])];
        if (Starts("set the domainname to "))
            return ["domainname " + ShellText.Quote(title["set the domainname to ".Length..])];
        if (Starts("make ") && title.EndsWith(" read-only", StringComparison.Ordinal))
            return [MountLines.Protect(title["make ".Length..^" read-only".Length], new ShellRoot(""))];
        if (Starts("make the working directory "))
            return [$"mkdir -p {root.Of(Process.Cwd)}"];
        if (Starts("make /dev/"))
            return Node(last, root);
        if (Starts("set ") && title.IndexOf(" to ", StringComparison.Ordinal) is > 0 and var to
            && title[4..to].Contains('.'))
        {
            return [$"sysctl -w {title[4..to]}={ShellText.Quote(title[(to + 4)..])}"];
        }
        if (Starts("mount the ") && title.EndsWith(" hierarchy", StringComparison.Ordinal))
            return Hierarchy(title["mount the ".Length..^" hierarchy".Length]);
        if (Starts("mount a tmpfs at "))
            return [$"mount -t tmpfs -o mode=755 tmpfs {root.Of(last)}"];
        if (Starts("mount ") || Starts("bind "))
            return MountAt(last);
        return [];

        bool Starts(string words) => title.StartsWith(words, StringComparison.Ordinal);
    }

    private IEnumerable<string> MountAt(string destination) =>
        Array.Find(spec.Mounts, mount => mount.Destination == destination && mount.Type != "cgroup") is { } mount
            ? MountLines.Of(mount, root, files.Contains(mount.Source)) : [];

    private IEnumerable<string> Hierarchy(string name) =>
        cgroups.Directories.FirstOrDefault(directory => cgroups.NameOf(directory) == name) is { } directory
            ? MountLines.Hierarchy(name, directory, root, CgroupMount?.Options.Contains("ro") == true) : [];

    private Mount? CgroupMount => Array.Find(spec.Mounts, mount => mount.Type == "cgroup");

    private string Clone()
    {
        string made = string.Join(
            ' ', Linux.Namespaces.Where(each => each.Path.Length == 0).Select(each => Flags[each.Type].Flag));
        string[] joined = [.. Linux.Namespaces.Where(each => each.Path.Length > 0)
            .Select(each => Flags[each.Type].Joined + ShellText.Quote(each.Path))];
        return (joined.Length > 0 ? $"nsenter {string.Join(' ', joined)} " : "") + $"unshare {made} ...";
    }

    private string Bounding()
    {
        string[] kept = Process.Capabilities?.Bounding ?? [];
        return $"capsh --drop={Dropped(kept)} ...";
    }

    /// <summary>What is in no container's set, as capsh(1) wants it: all names but those that are kept.</summary>
    public static string Dropped(string[] kept) => string.Join(',',
        Husk.Linux.Capabilities.Capability.Names.ToArray().Where(name => name.Length > 0 && !kept.Contains(name))
            .Select(name => name.ToLowerInvariant()));

    private string Groups() =>
        string.Join(',', Process.User.AdditionalGids.Select(gid => gid.ToString(CultureInfo.InvariantCulture)));

    public static IEnumerable<string> Links(ShellRoot root) =>
    [
        $"ln -s /proc/self/fd {root.Of("/dev/fd")}",
        $"ln -s /proc/self/fd/0 {root.Of("/dev/stdin")}",
        $"ln -s /proc/self/fd/1 {root.Of("/dev/stdout")}",
        $"ln -s /proc/self/fd/2 {root.Of("/dev/stderr")}",
        $"ln -sf pts/ptmx {root.Of("/dev/ptmx")}; [ ! -e /proc/kcore ] || ln -s /proc/kcore {root.Of("/dev/core")}",
    ];

    /// <summary>A device that every container has (config-linux.md, "Default Devices"), or one of the
    /// configuration's.</summary>
    private IEnumerable<string> Node(string path, ShellRoot at)
    {
        Device? device = Array.Find([.. Linux.Devices, .. DefaultNodes], device => device.Path == path);
        if (device is null)
            yield break;
        yield return NodeLine(device, at);
    }

    public static string NodeLine(Device device, ShellRoot at)
    {
        string numbers = device.Type == "p"
            ? "p"
            : string.Create(CultureInfo.InvariantCulture, $"{device.Type} {device.Major} {device.Minor}");
        string mode = Convert.ToString(device.FileMode is { } bits ? bits & 0xFFF : 0x1B6, 8);
        string owner = device.Uid is > 0 || device.Gid is > 0
            ? $" && chown {device.Uid ?? 0}:{device.Gid ?? 0} {at.Of(device.Path)}"
            : "";
        return $"mknod -m {mode} {at.Of(device.Path)} {numbers}{owner}";
    }

    public static readonly Device[] DefaultNodes =
    [
        Character("/dev/null", 1, 3), Character("/dev/zero", 1, 5), Character("/dev/full", 1, 7),
        Character("/dev/random", 1, 8), Character("/dev/urandom", 1, 9), Character("/dev/tty", 5, 0),
    ];

    private static Device Character(string path, long major, long minor) =>
        new() { Path = path, Type = "c", Major = major, Minor = minor };
}
