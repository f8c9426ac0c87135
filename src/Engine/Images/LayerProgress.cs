// SPDX-License-Identifier: Apache-2.0
using Husk.Images.Registry.Transfer;

namespace Husk.Engine.Images;

/// <summary>What has just become of a layer.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Current">Bytes done.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="Detail">The repository it was mounted from, or why it is tried again.</param>
public readonly record struct LayerProgress(string Id, LayerStatus Status, long Current, long Total, string? Detail)
{
    internal static LayerProgress Of(TransferProgress progress) => new(
        progress.Digest.Short,
        progress.Status switch
        {
            TransferStatus.Queued => LayerStatus.Queued,
            TransferStatus.Downloading => LayerStatus.Downloading,
            TransferStatus.Retrying => LayerStatus.Retrying,
            TransferStatus.Verifying => LayerStatus.Verifying,
            TransferStatus.Downloaded => LayerStatus.Downloaded,
            TransferStatus.Unpacking => LayerStatus.Extracting,
            TransferStatus.Unpacked => LayerStatus.Pulled,
            TransferStatus.Present => LayerStatus.AlreadyExists,
            TransferStatus.Preparing => LayerStatus.Preparing,
            TransferStatus.Pushing => LayerStatus.Pushing,
            TransferStatus.Pushed => LayerStatus.Pushed,
            TransferStatus.Mounted => LayerStatus.Mounted,
            _ => LayerStatus.AlreadyThere,
        },
        progress.Current,
        progress.Total,
        progress.Detail);
}
