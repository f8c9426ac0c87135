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
            $"invalid container ID format: {JsonText.Quoted(id)}: use letters, digits and \"_\", \"+\", \".\", \"-\"");

    /// <summary>Whether an id can name a container.</summary>
    public static bool IsValid(ReadOnlySpan<char> id)
    {
        foreach (char letter in id)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '+' or '.' or '-'))
                return false;
        }

        return id.Length is > 0 and <= Longest && id is not ("." or "..");
    }
}
