// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Networks;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining.Shell;

/// <summary>
/// A bash script that makes the container by hand, and clears up behind it: what is done on the host, in
/// <see cref="InnerScript"/> what its first process does to itself.
/// </summary>
internal static class RunScript
{
    public static string Of(RunFacts facts)
    {
        CgroupLines cgroups = CgroupLines.Of(facts.Plan);
        var text = new StringBuilder();
        Begin(text, facts);
        Files(text, facts);
        Volumes(text, facts);
        Network(text, facts);
        Cgroups(text, facts, cgroups);
        if (facts.Spec.Process?.ApparmorProfile == ApparmorProfile.Name)
        {
            Section(text, "The AppArmor profile of husk's containers, which stays loaded");
            Lines(text, ApparmorLines.Load);
        }

        Section(text, "What the first process does to itself before it becomes the program");
        text.Append("cat >\"$C/inside\" <<'END_OF_INSIDE'\n").Append(InnerScript.Of(facts, cgroups))
            .Append("END_OF_INSIDE\n");
        Clone(text, facts);
        return text.ToString();
    }

    private static void Begin(StringBuilder text, RunFacts facts)
    {
        text.Append($$"""
            #!/bin/bash
            # The container that `husk run` makes of {{ShellText.Comment(facts.Container.Config.Image)}}, made by hand: written by `husk explain run --script`.
            # It needs root, util-linux, iproute2, nftables and capsh (libcap2-bin); it ends with the exit code of the program.
            #
            # What a shell cannot do, and husk does:
            #  - load a seccomp filter (bwrap --seccomp takes one, but makes namespaces of its own). Here every system call is
            #    open, with husk {{Allowed(facts)}}.
            #  - reach files by descriptors instead of paths. An image whose /proc or /dev is a symlink could lead the
            #    mounts below astray: do not run it on images that you do not trust.
            #  - hide itself: with husk /proc/self/exe of the program's maker is a sealed file (CVE-2019-5736).
            #  - limit devices on cgroup v2, which takes a program for the kernel.
            # And what it does not do: keep a log, restart, answer names, be listed by `husk ps`.
            set -euo pipefail
            [ "$(id -u)" = 0 ] || { echo "$0: only root can do this" >&2; exit 1; }
            for tool in unshare nsenter pivot_root ip nft capsh mount prlimit; do
              command -v "$tool" >/dev/null || { echo "$0: $tool is missing" >&2; exit 1; }
            done

            # Everything of the container is below $C, and goes at the end.
            C=$(mktemp -d /tmp/by-hand.XXXXXX)
            export C ROOT="$C/merged" ID={{facts.Container.Id[..12]}}
            undo=()
            cleanup() {
              local i
              for ((i = ${#undo[@]} - 1; i >= 0; i--)); do eval "${undo[i]}" || true; done
              rm -rf --one-file-system "$C"
            }
            trap cleanup EXIT

            """);
    }

    private static void Files(StringBuilder text, RunFacts facts)
    {
        Section(text, "The root file system: the image's layers, read-only, under a directory that takes the changes");
        string[] layers = [.. facts.Layers.Reverse().Select(layer => layer.Path)];
        foreach (string layer in layers)
            text.Append($"[ -d {ShellText.Quote(layer)} ] || {{ echo \"$0: the image is not unpacked: run it once\" >&2; exit 1; }}\n");
        text.Append("mkdir \"$C\"/{init,upper,work,merged,tools}\n");
        text.Append("mkdir -p \"$C\"/init/{dev,etc,proc,sys}; touch \"$C\"/init/.dockerenv\n");
        text.Append("export LOWER=\"$C/init\"")
            .Append(string.Concat(layers.Select(layer => ":" + ShellText.Quote(layer)))).Append('\n');
        foreach ((string path, string content) in facts.Files)
            text.Append($"printf '%s' {ShellText.Quote(content)} >\"$C/{path[(path.LastIndexOf('/') + 1)..]}\"; touch \"$C/init/etc/{path[(path.LastIndexOf('/') + 1)..]}\"\n");
    }

    private static void Volumes(StringBuilder text, RunFacts facts)
    {
        MountPoint[] mounts =
            [.. facts.Container.Mounts.Where(mount => mount is { Type: not "tmpfs", FileSystem: null })];
        if (mounts.Length == 0)
            return;
        Section(text, "Volumes and directories of the host. A volume that is not there yet goes with this container");
        var places = new ScriptPlaces(facts);
        foreach (string place in mounts.Where(mount => mount.Type != "image").Select(mount => places.Of(mount.Source)))
            text.Append($"[ -e {place} ] || mkdir -p {place}\n");
        foreach (
            (int index, MountPoint image) in facts.Container.Mounts.Index().Where(mount => mount.Item.Type == "image"))
        {
            string place = ScriptPlaces.OfImage(index);
            // An overlay that cannot be written wants two directories.
            string layers =
                string.Concat(facts.ImageLayers[image.Source].Select(layer => ShellText.Quote(layer) + ":"));
            text.Append($"mkdir {place} \"$C/none{index}\"; mount -t overlay overlay -o ro,lowerdir={layers}\"$C/none{index}\" {place}; undo+=('umount {place}')\n");
        }
    }

    private static void Network(StringBuilder text, RunFacts facts)
    {
        if (facts.Network is not { } network)
            return;
        Section(text, "A network namespace, and a cable into it");
        text.Append(
            "ip netns add \"by-hand-$ID\"; undo+=('ip netns del \"by-hand-$ID\"')\nNET=/run/netns/by-hand-$ID\n");
        var lines = new NetworkLines("\"$NET\"");
        Lines(text, [lines.LoopbackUp]);
        foreach ((Endpoint endpoint, Network of) in network.Sandbox.Endpoints.Zip(network.Networks))
        {
            if (of.Driver == NetworkDrivers.Bridge)
            {
                text.Append($"ip link show {of.BridgeName} >/dev/null 2>&1 || {{ ip link add {of.BridgeName} type bridge; undo+=('ip link del {of.BridgeName}'); }}\n");
                Lines(text, NetworkLines.Bridge(of).Skip(1));
            }

            Lines(text, lines.Cable(endpoint, of));
            if (endpoint.Device.Length > 0)
                text.Append($"undo+=('ip link del {endpoint.Device} 2>/dev/null')\n");
            Lines(text, lines.Addresses(endpoint));
        }

        if (EndpointWords.Gateway(network.Sandbox.Endpoints) is { } gateway)
            Lines(text, lines.DefaultRoutes(gateway));
        if (network.Elements.Count == 0)
            return;
        Section(text, "Who reaches it, and whom it reaches: a table like husk's, with another name");
        text.Append("undo+=('nft delete table inet by_hand')\nnft -f - <<'END_OF_RULES'\n")
            .Append(network.Table.Replace("table inet husk", "table inet by_hand", StringComparison.Ordinal))
            .Append("END_OF_RULES\n");
    }

    private static void Cgroups(StringBuilder text, RunFacts facts, CgroupLines cgroups)
    {
        Section(text, "Cgroups: a directory in each hierarchy, and its limits");
        text.Append($"cgroups=({ShellText.Join(cgroups.Directories)})\n").Append("""
            for directory in "${cgroups[@]}"; do
              mkdir -p "$directory"; undo+=("rmdir ${directory@Q}")
            done

            """);
        text.Append(cgroups.Directories.Count == 1 ? Unified : Cpusets);
        foreach (string write in facts.Plan.Before.Concat(facts.Plan.Meanwhile)
            .Where(line => line.StartsWith("write ", StringComparison.Ordinal)))
        {
            if (cgroups.Line(write) is { } line && !line.Contains("$PID", StringComparison.Ordinal))
                text.Append(line).Append('\n');
        }
    }

    // What is not enabled in all directories above has no files here (cgroups(7), "Managing controllers").
    private const string Unified = """
        at=/sys/fs/cgroup
        for name in $(tr / ' ' <<<"${cgroups[0]#/sys/fs/cgroup/}"); do
          for controller in $(cat "$at/cgroup.controllers"); do echo "+$controller" >"$at/cgroup.subtree_control" || true; done
          at=$at/$name
        done

        """;

    // A new cpuset of v1 has neither processors nor memory, and takes no process, until somebody fills it (cpuset(7)).
    private const string Cpusets = """
        fill() {
          [ -z "$(cat "$1/cpuset.cpus")" ] || [ -z "$(cat "$1/cpuset.mems")" ] || return 0
          fill "${1%/*}"
          cat "${1%/*}/cpuset.cpus" >"$1/cpuset.cpus"
          cat "${1%/*}/cpuset.mems" >"$1/cpuset.mems"
        }
        for directory in "${cgroups[@]}"; do
          [ ! -e "$directory/cpuset.cpus" ] || fill "$directory"
        done

        """;

    private static void Clone(StringBuilder text, RunFacts facts)
    {
        Section(text, "All namespaces at once; the first process in them is number 1, and dies with this script");
        Namespace[] namespaces = facts.Spec.Linux?.Namespaces ?? [];
        bool ownNetwork = facts.Network is not null;
        string joined =
            string.Concat(namespaces.Where(each => each.Path.Length > 0 && !(ownNetwork && each.Type == "network"))
            .Select(each => $" --{(each.Type == "network" ? "net" : each.Type)}={ShellText.Quote(each.Path)}"));
        string made = string.Concat(namespaces.Where(each => each.Path.Length == 0)
            .Select(each => each.Type switch { "network" => " --net", "cgroup" => "", var type => " --" + type }));
        string network = ownNetwork ? " --net=\"$NET\"" : "";
        string enter = network.Length + joined.Length > 0 ? $"nsenter{network}{joined} " : "";
        text.Append(
            $"{enter}unshare{made} --fork --kill-child bash \"$C/inside\" && code=0 || code=$?\nexit \"$code\"\n");
    }

    private static string Allowed(RunFacts facts) => facts.Spec.Linux?.Seccomp is { } seccomp
        ? $"{seccomp.Syscalls.Where(rule => rule.Action == "SCMP_ACT_ALLOW").SelectMany(rule => rule.Names).Distinct().Count()} are"
        : "they are here too: the container has none";

    private static void Section(StringBuilder text, string title) => text.Append($"\n# {title}\n");

    private static void Lines(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            text.Append(line).Append('\n');
    }
}
