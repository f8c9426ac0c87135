// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Runtime.Spec;

/// <summary>Names of kernel parameters, with dots or with slashes between their parts.</summary>
/// <remarks>Source: sysctl.d(5): where the first separator is a slash, dots belong to the parts.</remarks>
internal static class SysctlName
{
    /// <summary>The parameter's file below /proc/sys.</summary>
    public static string FileOf(string name)
    {
        int first = name.AsSpan().IndexOfAny('.', '/');
        if (first < 0 || name[first] == '/')
            return name;
        // net.ipv4.conf.eth0/100.forwarding is about the interface eth0.100.
        return string.Create(name.Length, name, static (file, from) =>
        {
            for (int i = 0; i < file.Length; i++)
                file[i] = from[i] switch { '.' => '/', '/' => '.', char letter => letter };
        });
    }

    /// <summary>Whether a file is named, and no step of its path goes back up.</summary>
    public static bool IsFile(string file) => file.Split('/').All(static part => part is not ("" or "." or ".."));
}
