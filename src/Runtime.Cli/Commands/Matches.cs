// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Oci;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Cli.Commands;

/// <summary>`--regex`: one verb for every container whose id matches, as crun has it.</summary>
internal static class Matches
{
    /// <summary>A container that refuses is told of, and the next one is tried.</summary>
    /// <returns>The exit code: 1 when one refused. That none matches is no error.</returns>
    /// <exception cref="LifecycleException">The pattern is no regular expression.</exception>
    public static int Do(StateStore store, string pattern, Action<string> verb, Log log)
    {
        var expression = new IdPattern(pattern);
        int exitCode = 0;
        foreach (string id in store.List() ?? [])
        {
            if (!expression.IsMatch(id))
                continue;
            try
            {
                verb(id);
            }
            catch (Exception e) when (e is LifecycleException or SpecException or SyscallException)
            {
                log.Error(e.Message);
                exitCode = 1;
            }
        }
        return exitCode;
    }
}
