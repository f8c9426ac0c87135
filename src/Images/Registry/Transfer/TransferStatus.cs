// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Registry.Transfer;

/// <summary>Where a blob is on its way. The order of the first group is the order in which a pull goes through
/// it.</summary>
public enum TransferStatus
{
    Queued,
    Downloading,

    /// <summary>A connection broke, stalled or was refused, and the download goes on after a wait.</summary>
    Retrying,
    Verifying,
    Downloaded,
    Unpacking,
    Unpacked,

    /// <summary>It was here before.</summary>
    Present,

    Preparing,
    Pushing,
    Pushed,

    /// <summary>The registry had it.</summary>
    PresentThere,

    /// <summary>The registry took it over from another of its repositories.</summary>
    Mounted,
}
