// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Init;

/// <summary>The environment the process gets: the spec's, each name once with its last value, and a HOME.</summary>
internal static class ProcessEnvironment
{
    public static IReadOnlyList<string> Of(Process process, PlanFacts facts) =>
        Of(process, facts.Home, facts.ListenFds);

    /// <param name="process">The process.</param>
    /// <param name="homeOfUser">Its user's home in the container, if it is known.</param>
    /// <param name="listenFds">How many descriptors of socket activation it gets.</param>
    public static IReadOnlyList<string> Of(Process process, string? homeOfUser, int listenFds)
    {
        var list = new List<string>(process.Env.Length + 3);
        foreach (string entry in process.Env)
        {
            Set(list, entry);
        }

        // An empty HOME counts as none, as login(1) has it.
        int home = list.FindIndex(e => e.StartsWith("HOME=", StringComparison.Ordinal));
        if (home < 0 || list[home].Length == "HOME=".Length)
        {
            Set(list, "HOME=" + (homeOfUser ?? "/"));
        }

        if (listenFds > 0)
        {
            Set(list, "LISTEN_FDS=" + listenFds.ToString(CultureInfo.InvariantCulture));
            Set(list, "LISTEN_PID=1");
        }

        return list;
    }

    private static void Set(List<string> list, string entry)
    {
        int end = entry.IndexOf('=') + 1;
        int same = end == 0
            ? -1
            : list.FindIndex(e => e.AsSpan().StartsWith(entry.AsSpan(0, end), StringComparison.Ordinal));
        if (same >= 0)
        {
            list[same] = entry;
        }
        else
        {
            list.Add(entry);
        }
    }
}
