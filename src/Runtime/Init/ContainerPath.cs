// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Runtime.Init;

/// <summary>Paths of the container, as text only: what they lead to is the kernel's to say.</summary>
internal static class ContainerPath
{
    /// <summary>
    /// Absolute, without `.`, `..`, doubled or trailing slashes. A relative path starts at the root (runtime-spec 1.2,
    /// mounts).
    /// </summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part.Length > 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }
}
