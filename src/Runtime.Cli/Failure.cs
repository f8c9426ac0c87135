// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Oci;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli;

/// <summary>
/// What a failure says and what it exits with. As runc: 1, but 255 when `exec` fails (its 1 is the process's own), and
/// 3 for a command that does not exist. A mistake in the flags is 1 everywhere.
/// </summary>
internal static class Failure
{
    /// <summary>Reports the failure, and answers with the exit code.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="command">What was being run; null before that was known.</param>
    /// <param name="log">Where it is told.</param>
    /// <param name="trace">Whether to tell also where an internal error came from.</param>
    public static int Report(Exception failure, Command? command, Log log, bool trace)
    {
        if (failure is UsageException usage)
        {
            ShowHelp(usage);
            log.Error(usage.Message);
            return usage.ExitCode;
        }

        if (failure is ReaderLeftException)
            return ReaderLeftException.ExitCode;

        log.Error(Message(failure, command?.FailurePrefix ?? "", trace));
        return command?.FailureCode ?? 1;
    }

    private static string Message(Exception failure, string prefix, bool trace) => failure switch
    {
        LifecycleException or SpecException or SyscallException or DllNotFoundException => prefix + failure.Message,
        _ when trace => $"husk-oci: internal error: {failure}",
        _ => $"husk-oci: internal error: {failure.GetType().Name}: {failure.Message} (--debug tells where)",
    };

    // On standard output, as runc's: a caller that reads errors from standard error reads the one line there.
    private static void ShowHelp(UsageException usage)
    {
        if (!usage.ShowHelp)
            return;
        string help = usage.Command is { } command ? HelpText.Of(command) : HelpText.OfProgram();
        OutputStream.StandardOutput.TryWrite($"Incorrect Usage: {usage.Message}\n\n{help}");
    }
}
