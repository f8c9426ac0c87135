// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>What may be said of a tmpfs, by tmpfs(5) and mount(8), and what holds when nothing is said.</summary>
internal static class TmpfsOptions
{
    /// <summary>Flags that cannot both hold, each with its opposite.</summary>
    private static readonly (string Name, string Opposite)[] Flags =
    [
        ("exec", "noexec"), ("suid", "nosuid"), ("dev", "nodev"), ("rw", "ro"), ("atime", "noatime"),
        ("diratime", "nodiratime"),
        ("relatime", "norelatime"), ("strictatime", "nostrictatime"), ("sync", "async"), ("mand", "nomand"),
        ("iversion", "noiversion"),
    ];

    private static readonly string[] Propagation = ["private", "rprivate", "shared", "rshared", "slave", "rslave",
        "unbindable", "runbindable"];

    private static readonly string[] Data = ["size", "nr_blocks", "nr_inodes", "mode", "uid", "gid", "mpol", "huge"];

    private static readonly string[] ByDefault = ["noexec", "nosuid", "nodev", "rprivate"];

    public static Mount Mount(string destination, string options) =>
        new() { Destination = destination, Type = "tmpfs", Source = "tmpfs", Options = Merge(options) };

    /// <param name="options">With commas between; what is said last holds.</param>
    /// <exception cref="EngineException">An option that a tmpfs does not have.</exception>
    public static string[] Merge(string options)
    {
        var merged = new List<string>();
        foreach (string option in ByDefault.Concat(options.Split(',', System.StringSplitOptions.RemoveEmptyEntries)))
        {
            string kind = Kind(option);
            merged.RemoveAll(other => Kind(other) == kind);
            merged.Add(option);
        }
        return [.. merged];
    }

    /// <summary>The same for options of which one holds.</summary>
    private static string Kind(string option)
    {
        foreach ((string name, string opposite) in Flags)
        {
            if (option == name || option == opposite)
                return name;
        }
        string key = option.Split('=')[0];
        return Propagation.Contains(option) ? "propagation"
            : option.Contains('=') && Data.Contains(key) ? key
            : throw new EngineException(EngineFault.InvalidArgument, $"invalid tmpfs option [\"{option}\"]");
    }
}
