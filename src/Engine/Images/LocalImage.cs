// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

/// <summary>An image in the store: the manifest for one platform, with all the names that lead to it.</summary>
public sealed class LocalImage
{
    /// <summary>What the names point at: an index, or the manifest itself.</summary>
    public required Descriptor Root { get; init; }

    public required Descriptor Descriptor { get; init; }

    public required ImageManifest Manifest { get; init; }

    public required ImageConfig Config { get; init; }

    public required IReadOnlyList<Reference> Names { get; init; }

    /// <summary>Docker's image ID: the digest of the configuration.</summary>
    public Digest Id => Manifest.Config.Digest;

    /// <summary>The names with a tag, as people write them, in order.</summary>
    public IEnumerable<string> RepoTags =>
        Names.Where(name => name.Tag is not null).Select(name => $"{name.FamiliarRepository}:{name.Tag}")
            .Order(StringComparer.Ordinal);

    /// <summary>The repositories with the digest that the image has at a registry.</summary>
    public IEnumerable<string> RepoDigests =>
        Names.Select(name => $"{name.FamiliarRepository}@{Root.Digest}").Distinct().Order(StringComparer.Ordinal);

    /// <summary>Bytes of the layers as they are kept, compressed.</summary>
    public long CompressedSize => Manifest.Layers.Sum(layer => layer.Size);
}
