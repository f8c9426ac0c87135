// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks;

/// <summary>The names of drivers, and of the networks that are always there.</summary>
public static class NetworkDrivers
{
    public const string Bridge = "bridge";
    public const string Host = "host";
    public const string Macvlan = "macvlan";

    /// <summary>The driver of the network <c>none</c> (docker's word).</summary>
    public const string Null = "null";

    /// <summary>The network that a container is in when nobody said otherwise.</summary>
    public const string DefaultBridge = "bridge";

    public const string None = "none";

    public static readonly string[] Predefined = [DefaultBridge, Host, None];
}
