// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Ignore;

namespace Husk.Build.Graph;

/// <summary>Paths inside an image.</summary>
internal static class StagePath
{
    /// <summary>A path that may be relative to a directory; a slash at its end stays.</summary>
    public static string Join(string directory, string path)
    {
        if (path.StartsWith('/'))
            return path;
        string below = path is "" or "." ? "./" : path;
        return $"{(directory.Length == 0 ? "/" : directory).TrimEnd('/')}/{below}";
    }

    /// <summary>Without <c>.</c>, <c>..</c> and doubled slashes; absolute.</summary>
    public static string Clean(string path) => SlashPath.Clean("/" + path);
}
