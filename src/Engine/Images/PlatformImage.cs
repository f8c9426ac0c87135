// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Engine.Images;

/// <summary>What an image is on one platform.</summary>
/// <param name="Platform"><c>linux/arm64/v8</c></param>
/// <param name="Digest">Of the manifest.</param>
/// <param name="Id">The image's ID on this platform; null when it is not here.</param>
/// <param name="ContentSize">Bytes of what is here of it, as it came.</param>
/// <param name="UnpackedSize">Bytes of its unpacked layers.</param>
public sealed record PlatformImage(string Platform, Digest Digest, Digest? Id, long ContentSize, long UnpackedSize);
