// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Mounts;

/// <summary>
/// Cuts the data string of mount(2) into the parameters fsconfig(2) takes one by one.
/// </summary>
/// <remarks>
/// As the kernel cuts it (fs/fs_context.c, generic_parse_monolithic): at commas, then at the first equals sign; a piece
/// that starts with one is passed over. A comma behind a backslash (overlayfs paths, mount(8) "lowerdir") or between
/// double quotes (SELinux contexts with categories, mount(8) "context=") belongs to its value; the quotes come off,
/// the backslash stays for the filesystem to read.
/// </remarks>
internal static class MountData
{
    internal static IEnumerable<MountParameter> Split(string data)
    {
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= data.Length; i++)
        {
            if (i < data.Length && data[i] == '"')
            {
                quoted = !quoted;
            }
            else if (i == data.Length || (data[i] == ',' && !quoted && (i == 0 || data[i - 1] != '\\')))
            {
                if (i > start && data[start] != '=')
                {
                    yield return ToParameter(data[start..i]);
                }

                start = i + 1;
            }
        }
    }

    private static MountParameter ToParameter(string piece)
    {
        int equals = piece.IndexOf('=', System.StringComparison.Ordinal);
        if (equals < 0)
        {
            return new MountParameter(piece, null);
        }

        string value = piece[(equals + 1)..];
        return value.Length >= 2 && value[0] == '"' && value[^1] == '"'
            ? new MountParameter(piece[..equals], value[1..^1])
            : new MountParameter(piece[..equals], value);
    }
}
