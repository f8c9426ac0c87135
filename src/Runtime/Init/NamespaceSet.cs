// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Which namespaces a container gets new, which it joins, and which it shares with the runtime.</summary>
internal sealed class NamespaceSet
{
    /// <summary>
    /// Spec name, clone flag and file in /proc/PID/ns, in the order in which namespaces are joined: the one that gives
    /// rights first, the one that hides paths last.
    /// </summary>
    public static readonly (string Type, int Flag, string File)[] Known =
    [
        ("user", CLONE_NEWUSER, "user"),
        ("pid", CLONE_NEWPID, "pid"),
        ("ipc", CLONE_NEWIPC, "ipc"),
        ("uts", CLONE_NEWUTS, "uts"),
        ("network", CLONE_NEWNET, "net"),
        ("cgroup", CLONE_NEWCGROUP, "cgroup"),
        ("time", CLONE_NEWTIME, "time"),
        ("mount", CLONE_NEWNS, "mnt"),
    ];

    /// <summary>CLONE_NEW* of the namespaces to make.</summary>
    public int New { get; private init; }

    /// <summary>CLONE_NEW* of the namespaces to join.</summary>
    public int Joined { get; private init; }

    /// <summary>The paths of those, in the order of <see cref="Known"/>.</summary>
    public IReadOnlyList<(string Type, int Flag, string Path)> Paths { get; private init; } = [];

    public bool HasMount => Has(CLONE_NEWNS);

    public bool HasUser => Has(CLONE_NEWUSER);

    public static NamespaceSet Of(LinuxSpec linux)
    {
        int fresh = 0, joined = 0;
        var paths = new List<(string, int, string)>();
        foreach ((string type, int flag, _) in Known)
        {
            if (Array.Find(linux.Namespaces, n => n.Type == type) is not { } wanted)
            {
                continue;
            }

            if (wanted.Path.Length == 0)
            {
                fresh |= flag;
            }
            else
            {
                joined |= flag;
                paths.Add((type, flag, wanted.Path));
            }
        }

        return new NamespaceSet { New = fresh, Joined = joined, Paths = paths };
    }

    public bool Has(int flag) => ((New | Joined) & flag) != 0;
}
