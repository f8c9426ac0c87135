// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Engine.Images;
using Husk.Networks;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>All that a rehearsal of <c>run</c> has found out: the explanation is made of this alone.</summary>
internal sealed record RunFacts
{
    public required LocalImage Image { get; init; }

    public required Container Container { get; init; }

    /// <summary>Whether somebody chose its name.</summary>
    public required bool IsNamed { get; init; }

    public required ContainerPaths Paths { get; init; }

    public required EnginePaths Engine { get; init; }

    /// <summary>The lowest first.</summary>
    public required IReadOnlyList<ExplainedLayer> Layers { get; init; }

    /// <summary>What the overlay is mounted of, the highest first.</summary>
    public required IReadOnlyList<string> LowerPaths { get; init; }

    /// <summary>By the names of the images that it mounts, their layers' directories, the highest first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ImageLayers { get; init; }

    /// <summary>Null where the network namespace is the host's, or another container's.</summary>
    public required NetworkForesight? Network { get; init; }

    /// <summary>Names of volumes that are not there yet.</summary>
    public required IReadOnlySet<string> NewVolumes { get; init; }

    public required Spec Spec { get; init; }

    /// <summary>Sources of bind mounts that are there and no directories.</summary>
    public required IReadOnlySet<string> FileSources { get; init; }

    /// <summary>Sources of bind mounts that are not there.</summary>
    public required IReadOnlySet<string> MissingSources { get; init; }

    /// <summary>What the runtime would do with the bundle.</summary>
    public required RuntimePlan Plan { get; init; }

    /// <summary>/etc/hosts, /etc/hostname and /etc/resolv.conf, by their paths on the host.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required string Runtime { get; init; }

    public required string Monitor { get; init; }
}
