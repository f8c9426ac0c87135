// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Syntax;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>What a build came to.</summary>
/// <param name="Config">Of the image.</param>
/// <param name="Layers">Lowest first.</param>
/// <param name="Chain">All layers together; null for none.</param>
/// <param name="Keys">Of the steps that were done or found.</param>
/// <param name="UnusedArguments">What the build was given and no ARG asked for.</param>
/// <param name="Warnings">What was found as it was built.</param>
public sealed record BuiltImage(
    ImageConfig Config,
    IReadOnlyList<StageLayer> Layers,
    Digest? Chain,
    IReadOnlyList<Digest> Keys,
    IReadOnlyList<string> UnusedArguments,
    IReadOnlyList<DockerfileWarning> Warnings);
