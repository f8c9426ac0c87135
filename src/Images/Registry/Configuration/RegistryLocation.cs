// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images.Registry.Configuration;

/// <summary>Where a registry, or a part of one, is reached.</summary>
/// <param name="Host">Host and port, as <c>localhost:5000</c>.</param>
/// <param name="Path">What stands before the repository's name there; empty for nothing.</param>
/// <param name="Security">How it is reached.</param>
public sealed record RegistryLocation(string Host, string Path, RegistrySecurity Security)
{
    /// <summary>
    /// What docker takes for granted: nobody but this machine answers on 127.0.0.0/8 and ::1, so there needs to be no
    /// certificate (dockerd(8), insecure registries).
    /// </summary>
    public static RegistrySecurity SecurityOf(string host)
    {
        string name = host.StartsWith('[') ? host[1..Math.Max(1, host.IndexOf(']'))] : host.Split(':')[0];
        bool own = name == "localhost"
            || (System.Net.IPAddress.TryParse(name, out System.Net.IPAddress? address)
            && System.Net.IPAddress.IsLoopback(address));
        return own ? RegistrySecurity.Insecure : RegistrySecurity.Verified;
    }

    /// <summary>Splits <c>host[:port][/path]</c>.</summary>
    public static RegistryLocation Parse(string location, RegistrySecurity? security)
    {
        int slash = location.IndexOf('/');
        string host = slash < 0 ? location : location[..slash];
        string path = slash < 0 ? "" : location[(slash + 1)..].TrimEnd('/');
        return new RegistryLocation(host, path, security ?? SecurityOf(host));
    }

    public override string ToString() => Path.Length == 0 ? Host : $"{Host}/{Path}";
}
