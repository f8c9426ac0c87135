// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Building;

/// <summary>What becomes of what was built.</summary>
public enum BuildOutputKind
{
    /// <summary>An image here.</summary>
    Image,

    /// <summary>The files in a directory.</summary>
    Local,

    /// <summary>The files as a tar.</summary>
    Tar,

    /// <summary>An archive with an OCI image layout.</summary>
    Oci,

    /// <summary>An archive that `docker load` takes.</summary>
    Docker,

    /// <summary>Nothing but the cache.</summary>
    CacheOnly,
}
