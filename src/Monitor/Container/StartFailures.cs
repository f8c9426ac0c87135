// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Container;

/// <summary>Which exit code a container gets whose process could not be started.</summary>
internal static class StartFailures
{
    /// <summary>
    /// As docker's client tells by the runtime's words: 127 where there is no such program, 126 where it cannot be
    /// executed, and 128 for the rest, as its daemon does.
    /// </summary>
    public static StartFailure From(string message)
    {
        bool isMissing = Says("executable file not found") || Says("no such file or directory");
        bool isRefused = Says("permission denied") || Says("is a directory");
        return new StartFailure { Message = message, ExitCode = isMissing ? 127 : isRefused ? 126 : 128 };

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
