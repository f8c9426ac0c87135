// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using Husk.Runtime.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary><c>under_filter.c</c>, compiled once for a class of tests.</summary>
public sealed class UnderFilter : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("husk-under-filter-").FullName;

    public UnderFilter() =>
        Execute("gcc", "-Wall", "-Wextra", "-Werror", "-O1", "-static", "-pthread", "-o", Program, Source());

    private string Program => Path.Combine(_directory, "under_filter");

    /// <summary>Makes each call under the filter, in a process of its own; a line about each.</summary>
    internal string[] Run(CompiledSeccomp compiled, params string[] cases)
    {
        string filter = Path.Combine(_directory, Path.GetRandomFileName());
        File.WriteAllBytes(filter, compiled.Filter);
        return Execute(Program, [filter, $"0x{compiled.LoadFlags:x}", .. cases]).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Execute(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            file, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{file}: {process.ExitCode}: {errors}");
    }

    private static string Source() =>
        Path.Combine(Husk.Tests.Repository.Root, "tests", "Runtime.Tests", "Seccomp", "under_filter.c");
}
