// SPDX-License-Identifier: Apache-2.0
using System.Linq;

namespace Husk.Networks.Drivers;

/// <summary>Names of network interfaces that a user chose.</summary>
internal static class InterfaceName
{
    /// <summary>IFNAMSIZ of linux/if.h, less its NUL.</summary>
    private const int Longest = 15;

    /// <summary>
    /// They stand in rules and in paths of /proc/sys/net: of what the kernel takes (dev_valid_name of net/core/dev.c),
    /// less than all.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it is the name of, for the error.</param>
    public static void Check(string name, string what)
    {
        bool isName = name.Length is > 0 and <= Longest && name is not ("." or ".." or "all" or "default" or "lo")
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (!isName)
        {
            throw NetworkException.Invalid(
                $"{what} {name}: an interface's name has 1 to {Longest} characters of [a-zA-Z0-9_.-], and is none of those that the kernel has");
        }
    }
}
