// SPDX-License-Identifier: Apache-2.0
using System.Linq;

namespace Husk.Engine.Volumes;

/// <summary>What volumes may be called, by docker's rule.</summary>
internal static class VolumeName
{
    // NAME_MAX: the name is that of a directory.
    private const int Longest = 255;

    /// <exception cref="EngineException">InvalidArgument, in docker's words.</exception>
    public static string Checked(string name)
    {
        if (name.Length == 1)
        {
            throw Invalid(
                $"create {name}: volume name is too short, names should be at least two alphanumeric characters");
        }

        if (name.Length > Longest)
            throw Invalid($"create {name}: file name too long, there are at most {Longest} characters");

        return Is(name)
            ? name
            : throw Invalid(
                $"create {name}: \"{name}\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "
                + "If you intended to pass a host directory, use absolute path");
    }

    /// <summary>Whether there may be such a volume: what else lies beside them does not look like one.</summary>
    public static bool Is(string name) =>
        name.Length is > 1 and <= Longest && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private static EngineException Invalid(string message) => new(EngineFault.InvalidArgument, message);
}
