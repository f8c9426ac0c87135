// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Runtime.Resctrl;

/// <summary>
/// Lines such as <c>L3:0=ff;1=c0</c>: a resource, and for each of its instances how much of it a group may use.
/// </summary>
internal static class Schemata
{
    /// <summary>
    /// Whether every value that a line gives is what the kernel's file says, which pads and orders as it likes.
    /// </summary>
    /// <param name="line">The line that is wanted.</param>
    /// <param name="file">The content of a group's <c>schemata</c>.</param>
    public static bool Holds(string line, string file)
    {
        (string resource, Dictionary<string, string> wanted) = Parse(line);
        foreach (string there in file.Split('\n'))
        {
            (string name, Dictionary<string, string> values) = Parse(there);
            if (name != resource)
                continue;
            foreach ((string instance, string value) in wanted)
            {
                if (!values.TryGetValue(instance, out string? actual) || actual != value)
                    return false;
            }

            return true;
        }

        return false;
    }

    private static (string Resource, Dictionary<string, string> Values) Parse(string line)
    {
        int colon = line.IndexOf(':');
        var values = new Dictionary<string, string>();
        const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string part in line[(colon + 1)..].Split(';', clean))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            values[Plain(pair[0])] = pair.Length < 2 ? "" : Plain(pair[1]);
        }

        return (colon < 0 ? "" : line[..colon].Trim(), values);
    }

    /// <summary>Masks are hexadecimal in either case, and both come with leading zeros.</summary>
    private static string Plain(string number) => number.TrimStart('0').ToUpperInvariant();
}
