// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Criu;

/// <summary>The criu that is installed, and what it can do.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Version">3.17.1 is 31701.</param>
internal sealed record CriuProgram(string Path, int Version)
{
    /// <summary>The first that tells its version over RPC.</summary>
    private const int Oldest = 30000;

    /// <summary>Since then it tells by a notification when its server of lazy pages is ready.</summary>
    public const int NotifiesStatus = 31500;

    private const int MostErrors = 3;

    /// <exception cref="LifecycleException">There is none, or one that is too old.</exception>
    public static CriuProgram Find(CriuFlags flags, Interrupts interrupts)
    {
        string path = flags.Criu is { } given && given.Contains('/') ? given : SearchPath.Find(flags.Criu ?? "criu")
            ?? throw new LifecycleException(
                "criu is not in PATH: install it (https://criu.org), or leave checkpoint and restore be");
        int version = CriuConversation.Ask(path, CriuRequest.Version(), interrupts).Version;
        return version >= Oldest
            ? new CriuProgram(path, version)
            : throw new LifecycleException($"CRIU version {version} is too old: it must be {Oldest} or higher");
    }

    /// <summary>Asks the kernel, by way of CRIU, for what a request needs.</summary>
    /// <exception cref="LifecycleException">It is missing.</exception>
    public void Need(bool memoryTracking, bool lazyPages, Interrupts interrupts)
    {
        CriuResponse there = CriuConversation.Ask(Path, CriuRequest.Features(memoryTracking, lazyPages), interrupts);
        if ((memoryTracking && !there.HasMemoryTracking) || (lazyPages && !there.HasLazyPages))
        {
            string missing = lazyPages && !there.HasLazyPages
                ? "lazy pages (userfaultfd(2))"
                : "memory tracking (soft-dirty page bits)";
            throw new LifecycleException($"CRIU is missing features: this kernel has no {missing}");
        }
    }

    /// <summary>A failure, with what CRIU's log says of it: the answer itself has an error number at best.</summary>
    public static LifecycleException Explain(
        LifecycleException failure, OwnedFd logDirectory, string logDirectoryPath, string logFile)
    {
        byte[] log = At.ReadAllIfThere(logDirectory, logFile) ?? [];
        string errors = "";
        int count = 0;
        string[] lines = Encoding.UTF8.GetString(log).Split('\n');
        for (int i = lines.Length - 1; i >= 0 && count < MostErrors; i--)
        {
            int error = lines[i].IndexOf("Error (", StringComparison.Ordinal);
            if (error >= 0)
            {
                errors = lines[i][error..].TrimEnd() + (count++ == 0 ? "" : " | " + errors);
            }
        }

        string tail = errors.Length == 0 ? "" : $": {errors}";
        return new LifecycleException(
            $"{failure.Message}{tail} (log: {logDirectoryPath}/{logFile}; `criu check` tells what this kernel lacks)",
            failure);
    }
}
