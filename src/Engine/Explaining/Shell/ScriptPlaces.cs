// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Engine.Containers;

namespace Husk.Engine.Explaining.Shell;

/// <summary>Where a script keeps what husk keeps in its own directories, and what it therefore leaves alone
/// there.</summary>
internal sealed class ScriptPlaces(RunFacts facts)
{
    /// <summary>A source of a mount, as a word of the script: a file of the container's, a volume to be made, or
    /// itself.</summary>
    public string Of(string source)
    {
        if (Part(source) is { } part)
        {
            MountPoint mount = facts.Container.Mounts[part];
            return mount.Type == "image"
                ? $"{OfImage(part)}{(mount.SubPath.Length > 0 ? ShellText.Quote("/" + mount.SubPath) : "")}"
                : $"{Of(mount.Source)}{ShellText.Quote("/" + mount.SubPath)}";
        }

        if (source.StartsWith(facts.Paths.Directory + "/", StringComparison.Ordinal))
            return $"\"$C/{source[(source.LastIndexOf('/') + 1)..]}\"";
        return NewVolume(source) is { } volume ? $"\"$C/volumes/{volume.Name}\"" : ShellText.Quote(source);
    }

    /// <summary>Where a script mounts an image, by its place among the mounts.</summary>
    public static string OfImage(int mount) => $"\"$C/image{mount}\"";

    private int? Part(string source)
    {
        int index = Array.FindIndex(facts.Container.Mounts,
            mount => mount.IsPart && facts.Paths.PlaceOfPart(Array.IndexOf(facts.Container.Mounts, mount)) == source);
        return index < 0 ? null : index;
    }

    /// <summary>The volume whose files are there, when there is none yet.</summary>
    public MountPoint? NewVolume(string source) => facts.Container.Mounts.FirstOrDefault(mount =>
        mount.Name is { } name && mount.Source == source && facts.NewVolumes.Contains(name));
}
