// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>A layer of a stage.</summary>
/// <param name="DiffId">The digest of its tar.</param>
/// <param name="Blob">As it is stored; not there before it is compressed.</param>
public sealed record StageLayer(Digest DiffId, Task<Descriptor> Blob);
