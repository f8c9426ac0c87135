// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace Husk.Linux.Tests;

/// <summary>A program run to its end, as an independent witness.</summary>
internal static class Command
{
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output += errors.Result;
        // Whoever has read a stream to its end owns it; Dispose of the process leaves it to the collector.
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        return (process.ExitCode, output);
    }

    public static string Output(string program, params string[] arguments)
    {
        (int exitCode, string output) = Run(program, arguments);
        Assert.True(exitCode == 0, $"{program} exited with {exitCode}: {output}");
        return output;
    }

    public static string Shell(string script) => Output("/bin/sh", "-c", script);
}
