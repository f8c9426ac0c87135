// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Steps;

/// <summary>An image that a stage stands on, or copies from.</summary>
/// <param name="Name">As people write it, with its digest where it has one.</param>
/// <param name="Digest">Of its manifest, or of the index that it is one of.</param>
/// <param name="Manifest">For the platform that was asked for.</param>
/// <param name="Config">The same.</param>
public sealed record FoundImage(string Name, Digest Digest, ImageManifest Manifest, ImageConfig Config);
