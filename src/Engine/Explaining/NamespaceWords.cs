// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>Namespaces in words (namespaces(7)).</summary>
internal static class NamespaceWords
{
    /// <summary>By their names in config.json: the name in /proc/PID/ns, and what it isolates.</summary>
    public static readonly (string Type, string File, string Isolates)[] All =
    [
        ("mount", "mnt", "which files are where"),
        ("network", "net", "interfaces, addresses, routes, ports, firewall"),
        ("pid", "pid", "process numbers: its first is 1"),
        ("uts", "uts", "the host's name"),
        ("ipc", "ipc", "shared memory, semaphores, message queues"),
        ("cgroup", "cgroup", "what of the cgroup tree is seen"),
        ("user", "user", "user and group numbers, and who is root"),
        ("time", "time", "the clocks since boot"),
    ];

    /// <summary>Those of a container that does not run yet.</summary>
    public static IReadOnlyList<ExplainedNamespace> Planned(Spec spec) =>
        [.. All.Select(
            row => new ExplainedNamespace(row.Type, 0, Sharers(spec, row.Type)) { Isolates = row.Isolates })];

    private static string[] Sharers(Spec spec, string type)
    {
        Namespace? own = Array.Find(spec.Linux?.Namespaces ?? [], each => each.Type == type);
        // Husk makes the network namespace before the container, and keeps it by a file.
        bool joins = own is { Path.Length: > 0 } && !own.Path.Contains("/netns/", StringComparison.Ordinal);
        return own is null ? ["host"] : joins ? [own.Path] : [];
    }
}
