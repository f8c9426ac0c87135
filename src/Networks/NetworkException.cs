// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Networks;

/// <summary>A network, an endpoint or a port was refused. The message is one line, in docker's words where it has
/// some.</summary>
public sealed class NetworkException(NetworkFault fault, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public NetworkFault Fault { get; } = fault;

    internal static NetworkException Invalid(string message) => new(NetworkFault.InvalidArgument, message);
}
