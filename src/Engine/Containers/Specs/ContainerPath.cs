// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Paths inside containers, as text. They are never opened by it: that is the runtime's, below the root.
/// </summary>
internal static class ContainerPath
{
    /// <summary>Without <c>.</c>, <c>..</c> and slashes that say nothing, as Go's path.Clean; absolute.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>How deep a path is: what is mounted first lies higher.</summary>
    public static int Depth(string path) => path == "/" ? 0 : path.AsSpan().Count('/');
}
