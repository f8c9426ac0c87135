// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Build.Ignore;

/// <summary>Paths as text, without looking at files.</summary>
public static class SlashPath
{
    /// <summary>Without doubled slashes, <c>.</c> and what <c>..</c> takes away; <c>.</c> when nothing is left
    /// (pkg.go.dev/path, Clean).</summary>
    public static string Clean(string path)
    {
        bool isAbsolute = path.StartsWith('/');
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0 && parts[^1] != "..")
                    parts.RemoveAt(parts.Count - 1);
                else if (!isAbsolute)
                    parts.Add(part);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }
        string clean = (isAbsolute ? "/" : "") + string.Join('/', parts);
        return clean.Length == 0 ? "." : clean;
    }
}
