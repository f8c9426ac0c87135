// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining.Shell;

/// <summary>Mounts of config.json as lines of mount(8).</summary>
internal static class MountLines
{
    private static readonly string[] Propagation =
        ["private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable"];

    /// <param name="mount">Of any type but <c>cgroup</c>.</param>
    /// <param name="root">Where to.</param>
    /// <param name="isFile">Whether what is bound is something else than a directory.</param>
    /// <param name="source">Where from, as a shell's word; null for what the mount says.</param>
    public static IEnumerable<string> Of(Mount mount, ShellRoot root, bool isFile, string? source = null)
    {
        source ??= ShellText.Quote(mount.Source);
        string target = root.Of(mount.Destination);
        bool isBind = mount.Type == "bind" || mount.Options.Contains("bind") || mount.Options.Contains("rbind");
        string[] options =
            [.. mount.Options.Except(Propagation).Where(option => option is not ("bind" or "rbind" or "rw"))];
        yield return isFile
            ? $"mkdir -p {root.Of(Above(mount.Destination))} && {{ [ -e {target} ] || touch {target}; }}"
            : $"mkdir -p {target}";
        if (isBind)
        {
            string how = mount.Options.Contains("rbind") ? "--rbind" : "--bind";
            yield return $"mount {how} {source} {target}";
            if (options.Length > 0)
                yield return $"mount -o {string.Join(',', options.Select(OfOne).Prepend("bind").Prepend("remount"))} {target}";
        }
        else
        {
            string flags = options.Length > 0 ? " -o " + ShellText.Quote(string.Join(',', options)) : "";
            yield return $"mount -t {ShellText.Quote(mount.Type)}{flags} {source} {target}";
        }

        foreach (string propagation in mount.Options.Intersect(Propagation))
            yield return $"mount --make-{propagation} {target}";
    }

    /// <summary>A hierarchy of cgroup v1, of which the container's own directory is shown.</summary>
    public static IEnumerable<string> Hierarchy(string name, string directory, ShellRoot root, bool readOnly)
    {
        string target = root.Of("/sys/fs/cgroup/" + name);
        yield return $"mkdir -p {target} && mount --bind {ShellText.Quote(directory)} {target}";
        yield return $"mount -o remount,bind,{(readOnly ? "ro" : "rw")},nosuid,nodev,noexec {target}";
    }

    /// <summary>What cannot be read: a file shows /dev/null, a directory an empty one.</summary>
    public static string Mask(string path, ShellRoot root)
    {
        string target = root.Of(path);
        return $"if [ -d {target} ]; then mount -t tmpfs -o ro tmpfs {target}; "
            + $"elif [ -e {target} ]; then mount --bind /dev/null {target}; fi";
    }

    /// <summary>What can be read only. A bind mount forgets the flags of what it shows unless they are said
    /// again.</summary>
    public static string Protect(string path, ShellRoot root)
    {
        string target = root.Of(path);
        string flags = path.StartsWith("/proc", StringComparison.Ordinal) ? ",nosuid,nodev,noexec" : "";
        return $"if [ -e {target} ]; then mount --bind {target} {target} && mount -o remount,bind,ro{flags} {target}; fi";
    }

    // mount(8) has ro=recursive since util-linux 2.39; before that, what is mounted below stays as it is.
    private static string OfOne(string option) => option == "rro" ? "ro" : option;

    private static string Above(string path) => path[..Math.Max(path.LastIndexOf('/'), 1)];
}
