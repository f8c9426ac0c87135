// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine;

/// <summary>Why the engine did not do it: what an exit code or an HTTP status is chosen by.</summary>
public enum EngineFault
{
    NotFound,
    Conflict,
    InvalidArgument,
    Unauthorized,

    /// <summary>A registry, a disk or the network.</summary>
    Unavailable,

    /// <summary>Content that is not what it should be.</summary>
    Corrupt,
}
