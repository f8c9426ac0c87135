// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Networks;

/// <summary>What an argument of <c>--network</c> means for the container's namespace.</summary>
/// <param name="Kind">Whose namespace it is.</param>
/// <param name="Container">Whose namespace is shared, for <see cref="NetworkModeKind.Container"/>.</param>
public readonly record struct NetworkMode(NetworkModeKind Kind, string? Container = null)
{
    /// <exception cref="NetworkException"><c>container:</c> and no name.</exception>
    public static NetworkMode Parse(string argument)
    {
        const string shared = "container:";
        if (argument.StartsWith(shared, StringComparison.Ordinal))
        {
            return argument.Length > shared.Length
                ? new NetworkMode(NetworkModeKind.Container, argument[shared.Length..])
                : throw NetworkException.Invalid("Invalid network mode: invalid container format container:<name|id>");
        }

        return new NetworkMode(argument switch
        {
            NetworkDrivers.Host => NetworkModeKind.Host,
            NetworkDrivers.None => NetworkModeKind.None,
            _ => NetworkModeKind.Own,
        });
    }
}
