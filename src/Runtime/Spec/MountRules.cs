// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Mounts;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Mounts"; runc's rules for what the specification leaves open.</summary>
internal static class MountRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            Mount mount = spec.Mounts[i];
            string path = $"$.mounts[{i}]";
            MountOptions options = MountOptions.Parse(mount.Options);
            bool bind = options.Bind || mount.Type == "bind";
            string destination = CheckDestination(mount.Destination, path, warnings);
            CheckKind(mount, options, bind, path, warnings);
            CheckRoot(mount.Type, destination, bind, path);
            ProcMountRules.Check(mount.Type, destination, bind, path);
            CheckIdMap(spec, mount, options, path);
        }
    }

    private static string CheckDestination(string destination, string path, List<string> warnings)
    {
        if (destination.Length == 0)
            throw SpecException.At($"{path}.destination", "is missing");
        if (destination[0] != '/')
            warnings.Add($"{path}.destination: {JsonText.Quoted(destination)} is relative, which is deprecated");
        return ContainerPath.Clean(destination);
    }

    private static void CheckKind(Mount mount, MountOptions options, bool bind, string path, List<string> warnings)
    {
        // A remount and a change of propagation name neither source nor type: mount(2).
        if (options.Remount)
            return;
        if (bind)
        {
            if (mount.Source.Length == 0)
                throw SpecException.At($"{path}.source", "is missing; a bind mount needs one");
            // The kernel passes over them without a word. runc refuses them since 1.2, and took them until then.
            if (options.Data.Length > 0)
            {
                warnings.Add(
                    $"{path}.options: a bind mount has no options of a filesystem: {JsonText.Quoted(options.Data)} "
                    + "does nothing");
            }
        }
        else if (mount.Type.Length == 0 && options.Propagation.Count == 0)
        {
            throw SpecException.At($"{path}.type", "is missing; only a bind mount needs none");
        }
    }

    // A container can have its root from `mounts`, a tmpfs with a copy of the image say. But no program is in these.
    private static void CheckRoot(string type, string destination, bool bind, string path)
    {
        if (destination == "/" && !bind && type is "cgroup" or "cgroup2" or "proc" or "sysfs" or "devpts" or "mqueue")
            throw SpecException.At($"{path}.destination", $"is the root of the container, which cannot be a {type}");
    }

    private static void CheckIdMap(RuntimeSpec spec, Mount mount, MountOptions options, string path)
    {
        if (mount.UidMappings.Length > 0 && mount.GidMappings.Length == 0)
            throw SpecException.At($"{path}.gidMappings", "is missing; it goes together with uidMappings");
        if (mount.GidMappings.Length > 0 && mount.UidMappings.Length == 0)
            throw SpecException.At($"{path}.uidMappings", "is missing; it goes together with gidMappings");
        IdMappingRules.Check(mount.UidMappings, $"{path}.uidMappings");
        IdMappingRules.Check(mount.GidMappings, $"{path}.gidMappings");
        if (options.IdMap != IdMapKind.None && mount.UidMappings.Length == 0 && !NamespaceRules.Has(spec, "user"))
        {
            throw SpecException.At(
                $"{path}.options",
                "an id-mapped mount needs uidMappings and gidMappings, or a user namespace to take them from");
        }
    }
}
