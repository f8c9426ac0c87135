// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry.Transfer;

/// <summary>What a pull brought.</summary>
/// <param name="Root">What the name stands for at the registry: an index, or the manifest itself.</param>
/// <param name="Descriptor">The manifest for the platform.</param>
/// <param name="Manifest">Its content.</param>
/// <param name="Config">The image's configuration; null for an artifact that is no image.</param>
public sealed record PulledImage(Descriptor Root, Descriptor Descriptor, ImageManifest Manifest, ImageConfig? Config);
