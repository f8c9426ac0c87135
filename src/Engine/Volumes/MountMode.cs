// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Engine.Volumes;

/// <summary>Words behind the second colon of <c>-v</c>: each kind once at most.</summary>
/// <param name="Writable">Not <c>ro</c>.</param>
/// <param name="Propagation">Of mount_namespaces(7); null when nothing was said.</param>
/// <param name="NoCopy">Whether a new volume stays empty.</param>
internal readonly record struct MountMode(bool Writable, string? Propagation, bool NoCopy)
{
    // What docker's macOS wants to know is accepted, and so are SELinux's z and Z.
    private static readonly string[][] Kinds =
    [
        ["rw", "ro"], ["z", "Z"], ["nocopy"], ["consistent", "cached", "delegated"], MountRules.Propagation,
    ];

    public static bool Is(string mode)
    {
        string[] words = Words(mode);
        return Kinds.All(kind => words.Count(kind.Contains) <= 1)
            && words.All(word => Kinds.Any(kind => kind.Contains(word)));
    }

    public static MountMode Parse(string mode)
    {
        string[] words = Words(mode);
        return new MountMode(!words.Contains("ro"), words.FirstOrDefault(MountRules.Propagation.Contains),
            words.Contains("nocopy"));
    }

    /// <summary>The same as options of a <c>--mount</c>.</summary>
    public Dictionary<string, string> Options(bool bind)
    {
        var options = new Dictionary<string, string>();
        if (Propagation is not null)
            options["bind-propagation"] = Propagation;
        if (NoCopy && !bind)
            options["volume-nocopy"] = "true";
        return options;
    }

    private static string[] Words(string mode) => mode.Length == 0 ? [] : mode.Split(',');
}
