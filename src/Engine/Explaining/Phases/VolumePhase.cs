// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Explaining.Shell;

namespace Husk.Engine.Explaining.Phases;

/// <summary>What outlives the container, or is the host's.</summary>
internal static class VolumePhase
{
    public static ExplainedPhase Of(RunFacts facts) =>
        new("volumes", "Volumes and directories of the host",
            [.. facts.Container.Mounts.Select(mount => Of(facts, mount))]);

    private static ExplainedStep Of(RunFacts facts, MountPoint mount) => mount.Type switch
    {
        "volume" => Volume(facts, mount),
        "image" =>
            new ExplainedStep($"show the image {mount.Source}{Part(mount)} at {mount.Destination}",
                "read-only, and its layers stay as long as the container")
            {
                Shell = [$"mount -t overlay overlay -o ro,lowerdir={string.Join(':', facts.ImageLayers[mount.Source].Select(ShellText.Quote))} IMAGE"],
            },
        "tmpfs" =>
            new ExplainedStep(
                $"a tmpfs for {mount.Destination}", "in memory, gone with the container; mounted by the runtime"),
        _ => Bind(facts, mount),
    };

    private static string Part(MountPoint mount) => mount.SubPath.Length > 0 ? $", of it {mount.SubPath}," : "";

    private static ExplainedStep Volume(RunFacts facts, MountPoint mount)
    {
        bool isNew = facts.NewVolumes.Contains(mount.Name!);
        string source = ShellText.Quote(mount.Source), image = ShellText.Quote(facts.Paths.Merged + mount.Destination);
        bool isAnonymous = isNew && facts.Container.Config.Volumes.Contains(mount.Destination);
        return new ExplainedStep(
            $"{(isNew ? "make" : "use")} the volume {mount.Name}{Part(mount)} for {mount.Destination}",
            mount.CopyUp
                ? "a new volume begins with what the image has at its place, owners and modes too"
                : "as it is")
        {
            Shell = isNew
                ? [$"mkdir -p {source}",
                    .. mount.CopyUp ? [$"[ ! -d {image} ] || cp -a {image}/. {source}"] : (string[])[]]
                : [$"ls -A {source}"],
            Later = isAnonymous ? "the name is chosen when the container is made: 64 random hexadecimal digits" : "",
        };
    }

    private static ExplainedStep Bind(RunFacts facts, MountPoint mount) => !facts.MissingSources.Contains(mount.Source)
        ? new ExplainedStep(
            $"take {mount.Source} of the host for {mount.Destination}", "mounted by the runtime, where it begins")
        {
            Shell = [$"stat {ShellText.Quote(mount.Source)}"],
        }
        : new ExplainedStep($"make the directory {mount.Source} on the host for {mount.Destination}",
            "-v makes what is not there, as docker's does; --mount would refuse")
        {
            Shell = [$"mkdir -p {ShellText.Quote(mount.Source)}"],
        };
}
