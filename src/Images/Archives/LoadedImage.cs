// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Archives;

/// <summary>An image that came out of an archive.</summary>
/// <param name="Name">Null when the archive has none for it.</param>
/// <param name="Image">Its manifest or index.</param>
public sealed record LoadedImage(Reference? Name, Descriptor Image);
