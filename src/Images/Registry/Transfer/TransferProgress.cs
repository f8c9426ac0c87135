// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Images.Registry.Transfer;

/// <summary>What has just become of one blob.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Current">Bytes done.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="Detail">The repository that it was mounted from, or why it is tried again.</param>
public readonly record struct TransferProgress(
    Digest Digest, TransferStatus Status, long Current = 0, long Total = 0, string? Detail = null);
