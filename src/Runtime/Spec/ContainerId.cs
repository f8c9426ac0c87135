// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci.Json;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Spec;

/// <summary>What may name a container: it becomes the name of directories, of cgroups and of sockets.</summary>
/// <remarks>
/// The letters are runc's, on which every engine relies. A length that is too much for a directory (NAME_MAX, 255)
/// is the file system's to refuse.
/// </remarks>
internal static class ContainerId
{
    private const int Longest = 1024;

    /// <summary>The id itself.</summary>
    /// <exception cref="LifecycleException">It cannot name a container.</exception>
    public static string Check(string id) => IsValid(id)
        ? id
        : throw new LifecycleException(
            $"invalid container ID format: {JsonText.Quoted(id)}{Culprit(id)}: use letters, digits and \"_\", \"+\", "
            + "\".\", \"-\"");

    /// <summary>Whether an id can name a container.</summary>
    public static bool IsValid(ReadOnlySpan<char> id)
    {
        return Bad(id) < 0 && id.Length is > 0 and <= Longest && id is not ("." or "..");
    }

    private static string Culprit(string id) =>
        Bad(id) is >= 0 and var at ? $" has the invalid character {JsonText.Quoted(id[at..(at + 1)])}" : "";

    /// <summary>Where the first character is that cannot be in an id; -1 when there is none.</summary>
    private static int Bad(ReadOnlySpan<char> id)
    {
        for (int i = 0; i < id.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(id[i]) && id[i] is not ('_' or '+' or '.' or '-'))
                return i;
        }

        return -1;
    }
}
