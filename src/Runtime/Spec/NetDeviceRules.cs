// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Network Devices"; dev_valid_name and dev_alloc_name of net/core/dev.c.</summary>
internal static class NetDeviceRules
{
    /// <summary>IFNAMSIZ without the NUL.</summary>
    private const int Longest = 15;

    private const string NumberHere = "%d";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.NetDevices is not { Count: > 0 } devices)
            return;
        if (!NamespaceRules.Has(spec, "network"))
            throw SpecException.At("$.linux.netDevices", "needs a network namespace to move interfaces into");
        var taken = new HashSet<string>();
        foreach ((string host, NetDevice device) in devices)
        {
            string path = $"$.linux.netDevices{JsonPath.Member(host)}";
            CheckName(host, path);
            string inside = device.Name.Length == 0 ? host : device.Name;
            bool numbered = inside.EndsWith(NumberHere, StringComparison.Ordinal);
            CheckName(numbered ? inside[..^NumberHere.Length] + "0" : inside, $"{path}.name");
            if (!numbered && !taken.Add(inside))
                throw SpecException.At($"{path}.name", $"{JsonText.Quoted(inside)} is taken by another device");
        }
    }

    private static void CheckName(string name, string path)
    {
        if (name.Length == 0)
            throw SpecException.At(path, "has no name");
        if (Encoding.UTF8.GetByteCount(name) > Longest)
            throw SpecException.At(path, $"{JsonText.Quoted(name)} is longer than {Longest} bytes");
        if (name is "." or ".." || name.AsSpan().ContainsAny("/:% \t\n\v\f\r"))
            throw SpecException.At(path, $"{JsonText.Quoted(name)} cannot be the name of a network interface");
    }
}
