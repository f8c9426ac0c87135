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
            case "volume" when mount.Source.Length == 0 && SubPath(mount).Length > 0:
                throw Invalid(mount, "must not set Subpath when using anonymous volumes");
            case "image" when mount.Source.Length == 0:
                throw Invalid(mount, "field Source must not be empty");
            case "volume" or "image" when !IsLocal(SubPath(mount)):
                throw Invalid(mount, "subpath must be a relative path within the volume");
            case "tmpfs" when mount.Source.Length > 0:
                throw Invalid(mount, "field Source must not be specified");
            case "bind" or "volume" or "tmpfs" or "image":
                break;
            default:
                throw Invalid(mount, "mount type unknown");
        }
    }

    /// <summary>What of a volume or an image is to be mounted; empty for all of it.</summary>
    public static string SubPath(MountRequest mount) =>
        mount.Options.GetValueOrDefault("volume-subpath") ?? mount.Options.GetValueOrDefault("image-subpath", "");

    // As Go's filepath.IsLocal: a path that stays where it begins, whatever lies on the way.
    private static bool IsLocal(string path)
    {
        int depth = 0;
        foreach (string part in path.Split('/'))
        {
            depth += part is "" or "." ? 0 : part == ".." ? -1 : 1;
            if (depth < 0)
                return false;
        }

        return !path.StartsWith('/');
    }

    /// <summary>A <c>--mount</c> makes no directories on the host; <c>-v</c> does.</summary>
    public static void CheckSource(MountRequest mount)
    {
        if (mount.Type == "bind" && !Path.Exists(mount.Source))
            throw Invalid(mount, $"bind source path does not exist: {mount.Source}");
    }

    /// <summary>In docker's words, with the type in front.</summary>
    public static EngineException Invalid(MountRequest mount, string why) =>
        new(EngineFault.InvalidArgument, $"invalid mount config for type \"{mount.Type}\": {why}");
}
