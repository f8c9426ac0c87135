// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Client;

/// <summary>
/// What a runtime, and with it the container's process unless that has a terminal, gets for its standard streams:
/// numbers of open descriptors. Null is /dev/null for the input, and for the others a place that is read when the
/// runtime fails.
/// </summary>
public readonly record struct StandardStreams(int? Input, int? Output, int? Error)
{
    /// <summary>
    /// None that anybody else reads: for a container with a terminal, and commands that start nothing.
    /// </summary>
    public static StandardStreams None => default;
}
