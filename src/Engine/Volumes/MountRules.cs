// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Engine.Containers;

namespace Husk.Engine.Volumes;

/// <summary>What is asked of one mount, in the words of docker's engine.</summary>
internal static class MountRules
{
    /// <summary>mount_namespaces(7), each alone or with all that is mounted below.</summary>
    public static readonly string[] Propagation = ["private", "rprivate", "slave", "rslave", "shared", "rshared"];

    /// <exception cref="EngineException">InvalidArgument.</exception>
    public static void Check(MountRequest mount)
    {
        if (mount.Target.Length == 0)
            throw Invalid(mount, "field Target must not be empty");
        if (Containers.Specs.ContainerPath.Clean(mount.Target) == "/" && mount.Target.StartsWith('/'))
            throw Invalid(mount, "invalid specification: destination can't be '/'");
        if (!mount.Target.StartsWith('/'))
            throw Invalid(mount, $"invalid mount path: '{mount.Target}' mount path must be absolute");
        if (mount.Options.GetValueOrDefault("bind-propagation") is { Length: > 0 } propagation
            && !Propagation.Contains(propagation))
        {
            throw Invalid(mount, $"invalid propagation mode: {propagation}");
        }

        switch (mount.Type)
        {
            case "bind" when mount.Source.Length == 0:
                throw Invalid(mount, "field Source must not be empty");
            case "bind" when !mount.Source.StartsWith('/'):
                throw Invalid(mount, $"invalid mount path: '{mount.Source}' mount path must be absolute");
            case "volume" when mount.Options.ContainsKey("bind-propagation"):
                throw Invalid(mount, "field BindOptions must not be specified");
            case "volume" when mount.Source.Length == 0 && mount.ReadOnly:
                throw Invalid(mount, "must not set ReadOnly mode when using anonymous volumes");
            case "volume" when mount.Options.ContainsKey("volume-subpath"):
                throw Invalid(mount,
                    "a part of a volume (volume-subpath) cannot be mounted by husk: mount the volume, or the directory by type=bind");
            case "tmpfs" when mount.Source.Length > 0:
                throw Invalid(mount, "field Source must not be specified");
            case "image":
                throw Invalid(mount, "images cannot be mounted by husk: copy from a container of the image");
            case "bind" or "volume" or "tmpfs":
                break;
            default:
                throw Invalid(mount, "mount type unknown");
        }
    }

    /// <summary>A <c>--mount</c> makes no directories on the host; <c>-v</c> does.</summary>
    public static void CheckSource(MountRequest mount)
    {
        if (mount.Type == "bind" && !Path.Exists(mount.Source))
            throw Invalid(mount, $"bind source path does not exist: {mount.Source}");
    }

    private static EngineException Invalid(MountRequest mount, string why) =>
        new(EngineFault.InvalidArgument, $"invalid mount config for type \"{mount.Type}\": {why}");
}
