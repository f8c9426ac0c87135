// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>The environment: what every container has, then what image and user say over it.</summary>
internal static class ProcessEnvironment
{
    private const string Path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <remarks>HOME is the runtime's to set, by the user's line in the container's /etc/passwd.</remarks>
    public static string[] Of(ContainerConfig config, IReadOnlyList<string> links)
    {
        List<string> variables = [Path, "HOSTNAME=" + config.Hostname];
        if (config.Tty)
            variables.Add("TERM=xterm");
        variables.AddRange(links);
        return Merge(variables, config.Env);
    }

    /// <summary>
    /// A name that is there already keeps its place and gets the new value; a name without <c>=</c> takes the variable
    /// away.
    /// </summary>
    public static string[] Merge(IReadOnlyList<string> variables, IEnumerable<string> over)
    {
        List<string> merged = [.. variables];
        foreach (string variable in over)
        {
            int equals = variable.IndexOf('=');
            string start = equals < 0 ? variable + "=" : variable[..(equals + 1)];
            int at = merged.FindIndex(other => other.StartsWith(start, StringComparison.Ordinal));
            if (equals >= 0 && at >= 0)
                merged[at] = variable;
            else if (equals >= 0)
                merged.Add(variable);
            else if (at >= 0)
                merged.RemoveAt(at);
        }
        return [.. merged];
    }
}
