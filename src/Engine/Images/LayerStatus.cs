// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>Where a layer is on its way from or to a registry.</summary>
public enum LayerStatus
{
    Queued,
    Downloading,
    Retrying,
    Verifying,
    Downloaded,
    Extracting,
    Pulled,
    AlreadyExists,
    Preparing,
    Pushing,
    Pushed,
    AlreadyThere,
    Mounted,
}
