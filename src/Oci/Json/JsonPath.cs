// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Oci.Json;

/// <summary>Paths such as <c>$.linux.sysctl["net.ipv4.ip_forward"]</c>.</summary>
/// <remarks>Source: RFC 9535 section 2.3, the shorthand where a name allows it.</remarks>
public static class JsonPath
{
    /// <summary>The step to a member: <c>.name</c>, or <c>["any.name"]</c>.</summary>
    public static string Member(string name) => IsPlain(name) ? $".{name}" : $"[{JsonText.Quoted(name)}]";

    private static bool IsPlain(ReadOnlySpan<char> name)
    {
        foreach (char letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
                return false;
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }
}
