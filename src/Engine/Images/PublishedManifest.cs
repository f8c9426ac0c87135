// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

/// <summary>A manifest or index as it is at a registry.</summary>
/// <param name="Name">What it was asked for by: with a tag, or with its digest.</param>
/// <param name="Content">Byte for byte.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Platform">What the image runs on; null where nobody says.</param>
public sealed record PublishedManifest(
    Reference Name, byte[] Content, string MediaType, Digest Digest, Platform? Platform = null)
{
    public bool IsIndex => MediaTypes.IsIndex(MediaType);
}
