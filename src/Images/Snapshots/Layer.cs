// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Images.Snapshots;

/// <summary>A layer that is unpacked.</summary>
/// <param name="Chain">Its name, with all below it.</param>
/// <param name="Parent">The chain below it; null for the lowest.</param>
/// <param name="DiffId">The digest of its tar.</param>
/// <param name="Size">Bytes of its files, as docker counts.</param>
public sealed record Layer(Digest Chain, Digest? Parent, Digest DiffId, long Size);
