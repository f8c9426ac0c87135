// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Networks;

/// <summary>What <c>-o</c> of <c>network create</c> can say: docker's names.</summary>
public static class NetworkOptions
{
    public const string BridgeName = "com.docker.network.bridge.name";
    public const string Icc = "com.docker.network.bridge.enable_icc";
    public const string Masquerade = "com.docker.network.bridge.enable_ip_masquerade";
    public const string HostBinding = "com.docker.network.bridge.host_binding_ipv4";
    public const string GatewayMode4 = "com.docker.network.bridge.gateway_mode_ipv4";
    public const string GatewayMode6 = "com.docker.network.bridge.gateway_mode_ipv6";
    public const string InhibitIpv4 = "com.docker.network.bridge.inhibit_ipv4";
    public const string Mtu = "com.docker.network.driver.mtu";

    /// <summary>The interface that macvlan shares.</summary>
    public const string Parent = "parent";

    public const string MacvlanMode = "macvlan_mode";

    private static readonly string[] Bridge =
        [BridgeName, Icc, Masquerade, HostBinding, GatewayMode4, GatewayMode6, InhibitIpv4, Mtu];

    private static readonly string[] Macvlan = [Parent, MacvlanMode, Mtu];

    /// <param name="driver">The network's.</param>
    /// <param name="options">What was asked of it.</param>
    /// <param name="isInternal">Whether nothing is to lead out of the network.</param>
    /// <exception cref="NetworkException">An option that the driver has not, or a value that means nothing.</exception>
    internal static void Check(string driver, IReadOnlyDictionary<string, string> options, bool isInternal)
    {
        string[] known = driver == NetworkDrivers.Macvlan ? Macvlan : Bridge;
        foreach ((string name, string value) in options)
        {
            if (System.Array.IndexOf(known, name) < 0)
                throw NetworkException.Invalid($"the driver {driver} has no option {name}");
            switch (name)
            {
                case Icc or Masquerade or InhibitIpv4: Switch(options, name, false); break;
                case Mtu: Number(options, name, 0); break;
                case GatewayMode4 or GatewayMode6 when Mode(options, name) == GatewayMode.Isolated && !isInternal:
                    throw NetworkException.Invalid("gateway mode 'isolated' can only be used for an internal network");
                case BridgeName: Drivers.InterfaceName.Check(value, name); break;
                case HostBinding: Addresses.AddressText.Parse(value, name); break;
            }
        }
    }

    internal static GatewayMode Mode(IReadOnlyDictionary<string, string> options, string name) =>
        options.GetValueOrDefault(name, "nat") switch
        {
            "nat" => GatewayMode.Nat,
            "nat-unprotected" => GatewayMode.NatUnprotected,
            "routed" => GatewayMode.Routed,
            "isolated" => GatewayMode.Isolated,
            string other => throw NetworkException.Invalid(
                $"{name} is nat, nat-unprotected, routed or isolated, not {other}"),
        };

    internal static bool Switch(IReadOnlyDictionary<string, string> options, string name, bool otherwise) =>
        !options.TryGetValue(name, out string? value) ? otherwise : value switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            _ => throw NetworkException.Invalid($"{name} is true or false, not {value}"),
        };

    internal static int Number(IReadOnlyDictionary<string, string> options, string name, int otherwise) =>
        !options.TryGetValue(name, out string? value)
            ? otherwise
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw NetworkException.Invalid($"{name} is a number, not {value}");
}
