// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Engine.Containers;
using Husk.Oci.RuntimeSpec;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining.Shell;

/// <summary>What a container's first process does in its new namespaces, until it is the program.</summary>
internal static class InnerScript
{
    private static readonly ShellRoot Root = new("\"$ROOT\"");

    public static string Of(RunFacts facts, CgroupLines cgroups)
    {
        var text = new StringBuilder("set -euo pipefail\numask 0\n");
        Identity(text, facts.Spec);
        RootFilesystem(text, facts);
        Mounts(text, facts, cgroups);
        Devices(text, facts.Spec);
        Protect(text, facts.Spec);
        Limits(text, facts.Spec, cgroups);
        Enter(text, facts.Spec);
        return text.ToString();
    }

    private static void Identity(StringBuilder text, Spec spec)
    {
        if (spec.Hostname.Length > 0)
            text.Append($"hostname {ShellText.Quote(spec.Hostname)}\n");
        if (spec.Domainname.Length > 0)
            text.Append($"domainname {ShellText.Quote(spec.Domainname)}\n");
    }

    private static void RootFilesystem(StringBuilder text, RunFacts facts)
    {
        text.Append("""
            # What is mounted from here on stays here. The host's files stay at hand in a copy of its root, for the last steps.
            mount --make-rprivate /
            mount --rbind / "$C/tools"
            mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$C/upper,workdir=$C/work" "$ROOT"

            """);
        foreach (MountPoint mount in facts.Container.Mounts.Where(mount => mount.CopyUp))
        {
            string image = Root.Of(mount.Destination), volume = new ScriptPlaces(facts).Of(mount.Source);
            text.Append($"# A volume that is empty begins with what the image has there.\n[ ! -d {image} ] || [ -n \"$(ls -A {volume})\" ] || cp -a {image}/. {volume}\n");
        }
    }

    private static void Mounts(StringBuilder text, RunFacts facts, CgroupLines cgroups)
    {
        var places = new ScriptPlaces(facts);
        foreach (Mount mount in facts.Spec.Mounts)
        {
            if (mount.Type == "cgroup")
            {
                Hierarchies(text, mount, cgroups);
                continue;
            }

            // With --ipc shareable husk mounts it on the host, for others to join.
            Mount made = mount.Source != facts.Paths.SharedMemory ? mount : mount with
            {
                Type = "tmpfs",
                Source = "tmpfs",
                Options = ["nosuid", "noexec", "nodev", "mode=1777", $"size={facts.Container.HostConfig.ShmSize}"],
            };
            foreach (string line in MountLines.Of(
                made, Root, facts.FileSources.Contains(mount.Source), places.Of(made.Source)))
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static void Hierarchies(StringBuilder text, Mount mount, CgroupLines cgroups)
    {
        bool readOnly = mount.Options.Contains("ro");
        text.Append("mkdir -p \"$ROOT\"/sys/fs/cgroup\n");
        if (cgroups.Directories.Count == 1)
        {
            text.Append($"mount --bind {ShellText.Quote(cgroups.Directories[0])} \"$ROOT\"/sys/fs/cgroup\n");
        }
        else
        {
            text.Append("mount -t tmpfs -o mode=755,nosuid,noexec,nodev tmpfs \"$ROOT\"/sys/fs/cgroup\n");
            foreach (string directory in cgroups.Directories)
            {
                foreach (string line in MountLines.Hierarchy(cgroups.NameOf(directory), directory, Root, readOnly))
                    text.Append(line).Append('\n');
            }
        }

        if (readOnly)
            text.Append("mount -o remount,bind,ro,nosuid,noexec,nodev \"$ROOT\"/sys/fs/cgroup\n");
    }

    private static void Devices(StringBuilder text, Spec spec)
    {
        text.Append("# Devices; which of them can be opened, the cgroup says.\n");
        foreach (Device device in KernelLines.DefaultNodes.Concat(spec.Linux?.Devices ?? [])
            .DistinctBy(device => device.Path))
        {
            string above = device.Path[..Math.Max(device.Path.LastIndexOf('/'), 1)];
            text.Append(above == "/dev" ? "" : $"(umask 022 && mkdir -p {Root.Of(above)}) && ")
                .Append(KernelLines.NodeLine(device, Root)).Append('\n');
        }

        foreach (string line in KernelLines.Links(Root))
            text.Append(line).Append('\n');
    }

    private static void Protect(StringBuilder text, Spec spec)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        text.Append("# What of the host can be seen or changed in proc and sysfs.\n");
        foreach ((string name, string value) in linux.Sysctl)
            text.Append($"echo {ShellText.Quote(value)} >{Root.Of("/proc/sys/" + name.Replace('.', '/'))}\n");
        Each(text, linux.ReadonlyPaths,
            "[ ! -e \"$path\" ] || { mount --bind \"$path\" \"$path\"; mount -o remount,bind,ro,nosuid,nodev,noexec \"$path\"; }");
        Each(text, linux.MaskedPaths,
            "if [ -d \"$path\" ]; then mount -t tmpfs -o ro tmpfs \"$path\"; elif [ -e \"$path\" ]; then mount --bind /dev/null \"$path\"; fi");
    }

    private static void Each(StringBuilder text, IReadOnlyCollection<string> paths, string line)
    {
        if (paths.Count > 0)
            text.Append($"for path in {ShellText.Join(paths)}; do\n  path=$ROOT$path\n  {line}\ndone\n");
    }

    private static void Limits(StringBuilder text, Spec spec, CgroupLines cgroups)
    {
        text.Append("# Limits of the process, and its place in the cgroups.\n");
        foreach (Rlimit limit in spec.Process?.Rlimits ?? [])
        {
            string name = limit.Type["RLIMIT_".Length..].ToLowerInvariant();
            text.Append($"prlimit --pid $$ --{name}={Number(limit.Soft)}:{Number(limit.Hard)}\n");
        }

        if (spec.Process?.OomScoreAdj is { } score)
            text.Append(CultureInfo.InvariantCulture, $"echo {score} >/proc/self/oom_score_adj\n");
        text.Append($"for directory in {ShellText.Join(cgroups.Directories)}; do\n  echo 0 >\"$directory/cgroup.procs\"\ndone\n");
    }

    private static string Number(ulong limit) =>
        limit == ulong.MaxValue ? "unlimited" : limit.ToString(CultureInfo.InvariantCulture);

    // pivot_root(2) moves every process whose root is the old one. So this shell first takes another: the copy with the
    // tools. Then a child swaps the roots, and the old one, with the copy below it, is let go; what runs from it goes
    // on.
    private static void Enter(StringBuilder text, Spec spec)
    {
        Process process = spec.Process ?? new Process();
        if (process.Cwd != "/")
            text.Append($"mkdir -p {Root.Of(process.Cwd)}\n");
        text.Append("mkdir \"$ROOT\"/dev/.old\n");
        if (spec.Root is { Readonly: true })
            text.Append("mount -o remount,bind,ro \"$ROOT\"\n");
        text.Append($$"""
            cat >"$C/last" <<'END_OF_LAST'
            {{ApparmorLines.Open(process)}}nsenter --mount=/proc/self/ns/mnt bash -c 'cd "$ROOT" && exec pivot_root . dev/.old'
            umount --no-canonicalize --internal-only --lazy dev/.old
            rmdir dev/.old
            umask {{Convert.ToString(process.User.Umask ?? 0x12, 8).PadLeft(4, '0')}}
            program={{ShellText.Quote(process.Args.Length > 0 ? process.Args[0] : "")}}
            case $program in
              */*) ;;
              *) for place in {{string.Join(' ', SearchPath(process))}}; do [ ! -x ".$place/$program" ] || { program=$place/$program; break; }; done ;;
            esac
            {{Home(process)}}{{ApparmorLines.Enter(process)}}exec env -i {{ShellText.Join(process.Env)}}{{(HasHome(process) ? "" : " HOME=\"${home:-/}\"")}} \
              "$(command -v capsh)" --chroot=. {{Credentials(process)}} \
              {{Execute(process)}}
            END_OF_LAST
            cd "$ROOT"
            exec nsenter --root="$C/tools" --wd="$ROOT" bash "$C/last"

            """);
    }

    private static bool HasHome(Process process) =>
        process.Env.Any(entry => entry.StartsWith("HOME=", StringComparison.Ordinal) && entry.Length > "HOME=".Length);

    // As the runtime does it: by the container's own /etc/passwd.
    private static string Home(Process process) => HasHome(process) ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $"home=$(awk -F: '$3 == {process.User.Uid} {{ print $6; exit }}' etc/passwd 2>/dev/null || true)\n");

    /// <summary>The words of capsh(1), which are carried out from left to right.</summary>
    private static string Credentials(Process process)
    {
        string[] kept = process.Capabilities?.Bounding ?? [];
        string dropped = KernelLines.Dropped(kept);
        string groups =
            string.Join(',', process.User.AdditionalGids.Select(gid => gid.ToString(CultureInfo.InvariantCulture)));
        return string.Join(' ', new[]
        {
            "--inh=",
            dropped.Length > 0 ? "--drop=" + dropped : "",
            string.Create(CultureInfo.InvariantCulture,
                $"--groups={(groups.Length > 0 ? groups : "0")} --gid={process.User.Gid} --uid={process.User.Uid}"),
            process.NoNewPrivileges ? "--no-new-privs" : "",
        }.Where(word => word.Length > 0));
    }

    // capsh starts in /: another directory takes a shell of the image's.
    private static string Execute(Process process)
    {
        string arguments = ShellText.Join(process.Args.Skip(1));
        return process.Cwd == "/"
            ? $"--shell=\"$program\" -- {arguments}"
            : $"--shell=/bin/sh -- -c 'cd \"$0\" && unset OLDPWD && exec \"$@\"' {ShellText.Quote(process.Cwd)} \"$program\" {arguments}";
    }

    private static IEnumerable<string> SearchPath(Process process)
    {
        string path = process.Env.FirstOrDefault(entry => entry.StartsWith("PATH=", StringComparison.Ordinal))
            ?? "PATH=/usr/bin:/bin";
        return path["PATH=".Length..].Split(':').Where(place => place.StartsWith('/')).Select(ShellText.Quote);
    }
}
