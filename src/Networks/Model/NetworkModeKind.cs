// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks;

public enum NetworkModeKind
{
    /// <summary>A namespace of its own, with endpoints.</summary>
    Own,

    /// <summary>The host's.</summary>
    Host,

    /// <summary>One of its own with nothing but loopback.</summary>
    None,

    /// <summary>That of another container.</summary>
    Container,
}
