// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Husk.Runtime.Cli.Tests;

/// <summary>husk-oci as a process, with no input and its output kept.</summary>
internal sealed record HuskOci(int ExitCode, string Out, string Error)
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "husk-oci.dll");

    public static HuskOci Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new HuskOci(process.ExitCode, output, error.Result);
    }

    /// <summary>The log's message, without the time before it.</summary>
    public string Logged =>
        Error.Length == 0 ? "" : Error[Error.IndexOf("level=", StringComparison.Ordinal)..].TrimEnd('\n');
}
