// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux.Mounts;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// What has to hold of the configuration of an ordinary user's container. Source: user_namespaces(7), "Capabilities";
/// opencontainers/runc, libcontainer/configs/validate/rootless.go, whose words tools look for.
/// </summary>
internal static class RootlessRules
{
    public static void Check(RuntimeSpec spec)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        Namespace user = NamespaceRules.Find(spec, "user")
            ?? throw SpecException.At(
                "$.linux.namespaces",
                "rootless container requires user namespaces: `husk-oci spec --rootless` has one");
        for (int i = 0; i < spec.Mounts.Length; i++)
            CheckMount(spec.Mounts[i], i, user.Path.Length == 0 ? linux : null);
        if (spec.Process is { } process && user.Path.Length == 0)
            CheckGroups(process, linux, "$.process");
    }

    /// <summary>
    /// Where a user maps nobody but themself, the kernel lets nobody set groups (user_namespaces(7),
    /// /proc/PID/setgroups).
    /// </summary>
    public static void CheckGroups(Process process, LinuxSpec linux, string field)
    {
        if (process.User.AdditionalGids.Length > 0 && linux.GidMappings is [{ Size: 1 }])
        {
            throw SpecException.At(
                field + ".user.additionalGids",
                "cannot set any additional groups in a rootless container: linux.gidMappings has one group");
        }
    }

    /// <param name="mount">The mount.</param>
    /// <param name="index">Its place in the list.</param>
    /// <param name="linux">Where the maps are; null for those of a namespace that is joined.</param>
    private static void CheckMount(Mount mount, int index, LinuxSpec? linux)
    {
        string field = $"$.mounts[{index}]";
        MountOptions options = MountOptions.Parse(mount.Options);
        if (options.IdMap != IdMapKind.None || mount.UidMappings.Length > 0)
        {
            throw SpecException.At(
                field,
                "ID-mapped mounts are not supported for rootless containers: the kernel wants root over the "
                + "filesystem");
        }

        if (linux is null)
            return;
        foreach (MountParameter parameter in options.Parameters)
        {
            CheckId(parameter, "uid", linux.UidMappings, field);
            CheckId(parameter, "gid", linux.GidMappings, field);
        }
    }

    private static void CheckId(MountParameter parameter, string key, IdMapping[] maps, string field)
    {
        if (parameter.Key != key
            || !uint.TryParse(parameter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out uint id))
        {
            return;
        }

        if (!Array.Exists(maps, map => id >= map.ContainerId && id - map.ContainerId < map.Size))
        {
            throw SpecException.At(
                field + ".options",
                $"cannot specify {key}={id} mount option for rootless container: nobody has that {key} in "
                + $"linux.{key}Mappings");
        }
    }
}
