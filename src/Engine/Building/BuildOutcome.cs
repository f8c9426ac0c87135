// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>What a build came to.</summary>
/// <param name="Id">The image's ID; null where no image was made.</param>
/// <param name="Manifest">Its manifest; null the same.</param>
/// <param name="Warnings">One line each.</param>
public sealed record BuildOutcome(Digest? Id, Descriptor? Manifest, IReadOnlyList<string> Warnings);
