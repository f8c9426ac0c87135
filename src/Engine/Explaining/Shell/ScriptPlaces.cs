// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Engine.Containers;

namespace Husk.Engine.Explaining.Shell;

/// <summary>Where a script keeps what husk keeps in its own directories, and what it therefore leaves alone there.</summary>
internal sealed class ScriptPlaces(RunFacts facts)
{
    /// <summary>A source of a mount, as a word of the script: a file of the container's, a volume to be made, or itself.</summary>
    public string Of(string source)
    {
        if (source.StartsWith(facts.Paths.Directory + "/", StringComparison.Ordinal))
            return $"\"$C/{source[(source.LastIndexOf('/') + 1)..]}\"";
        return NewVolume(source) is { } volume ? $"\"$C/volumes/{volume.Name}\"" : ShellText.Quote(source);
    }

    /// <summary>The volume whose files are there, when there is none yet.</summary>
    public MountPoint? NewVolume(string source) => facts.Container.Mounts.FirstOrDefault(mount =>
        mount.Name is { } name && mount.Source == source && facts.NewVolumes.Contains(name));
}
