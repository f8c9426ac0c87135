// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks;

/// <summary>Why it was not done: what an exit code or an HTTP status is chosen by.</summary>
public enum NetworkFault
{
    NotFound,

    /// <summary>A name, an address or a port that somebody has already.</summary>
    Conflict,

    InvalidArgument,

    /// <summary>It is in use, or it is one of those that are always there.</summary>
    Forbidden,

    /// <summary>There are no addresses or ports left.</summary>
    Exhausted,

    /// <summary>What is written of it cannot be read.</summary>
    Corrupt,

    /// <summary>The kernel was built without something.</summary>
    Unsupported,
}
