// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;

namespace Husk.Engine.Containers;

/// <summary>The programs that the engine executes.</summary>
internal static class Programs
{
    public const string DefaultRuntime = "husk-oci";

    /// <summary>This program itself, for what a monitor has it do later.</summary>
    public static string Husk => Environment.GetEnvironmentVariable("HUSK_PROGRAM") ?? Environment.ProcessPath!;

    /// <exception cref="EngineException">It is not installed.</exception>
    public static string Monitor => Find("husk-monitor", "HUSK_MONITOR")
        ?? throw new EngineException(
            EngineFault.NotFound, "cannot find husk-monitor: it belongs beside husk, or on PATH");

    /// <exception cref="EngineException">It is not installed.</exception>
    public static string Init => Find("husk-init", "HUSK_INIT")
        ?? throw new EngineException(
            EngineFault.NotFound, "cannot find husk-init, which --init wants: it belongs beside husk, or on PATH");

    /// <param name="name">A name on PATH, a path, or nothing for the one that is ours.</param>
    /// <exception cref="EngineException">There is no such program (docker's words).</exception>
    public static string Runtime(string name)
    {
        string wanted = Wanted(name);
        string? found = wanted.Contains('/')
            ? File.Exists(wanted) ? Path.GetFullPath(wanted) : null
            : Find(wanted, null);
        return found ?? throw new EngineException(
            EngineFault.InvalidArgument, $"unknown or invalid runtime name: {wanted}");
    }

    /// <summary>What a runtime is called: as it was asked for, or else by the name of the one that is ours.</summary>
    public static string RuntimeName(string name) => name.Length > 0 ? name : Path.GetFileName(Wanted(name));

    private static string Wanted(string name) =>
        name.Length > 0 ? name : Environment.GetEnvironmentVariable("HUSK_RUNTIME") ?? DefaultRuntime;

    /// <summary>
    /// What a monitor, the runtime and its hooks see of this process's environment: not what belongs to whoever typed
    /// the command (NOTIFY_SOCKET, LISTEN_FDS, ...), for they outlive it.
    /// </summary>
    public static IReadOnlyList<string> MonitorEnvironment
    {
        get
        {
            var kept = new List<string>();
            foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            {
                string name = (string)entry.Key;
                if (name is "PATH" or "XDG_RUNTIME_DIR" || name.StartsWith("HUSK_", StringComparison.Ordinal))
                    kept.Add($"{name}={entry.Value}");
            }
            return kept;
        }
    }

    /// <summary>A program on PATH; null when there is none of that name.</summary>
    public static string? Find(string name) => Find(name, null);

    // Beside this program first: what was installed together works together.
    private static string? Find(string name, string? variable)
    {
        if (variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } told)
            return told;
        string beside = Path.Combine(AppContext.BaseDirectory, name);
        if (File.Exists(beside))
            return beside;
        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(directory, name);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
