// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Husk.Proofs;

/// <summary>A program of these proofs, published as husk-oci is.</summary>
internal static class NativeProgram
{
    /// <summary>
    /// For the framework that `make` chose, or else the newest whose NativeAOT pack the feed has: docs/decisions/0004.
    /// </summary>
    /// <returns>The directory that the program is in.</returns>
    public static string Publish(string project, string output)
    {
        string answer = Path.Combine(Repository.Root, "out", "native-framework");
        string[] frameworks = File.Exists(answer) ? [File.ReadAllText(answer).Trim()] : ["net10.0", "net9.0"];
        var log = new StringBuilder();
        return frameworks.Any(framework => TryPublish(project, output, framework, log))
            ? Path.Combine(output, "bin")
            : throw new InvalidOperationException(
                $"{project} could not be published for any of {string.Join(", ", frameworks)}:\n{log}");
    }

    private static bool TryPublish(string project, string output, string framework, StringBuilder log)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "-f", framework, "-r", "linux-x64", "-v", "quiet", "--nologo", "-nodeReuse:false",
                "-p:HuskNativeFramework=" + framework, "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
                "--artifacts-path", Path.Combine(output, framework), "-o", Path.Combine(output, "bin"),
            ])
        {
            RedirectStandardOutput = true,
        };
        // What `dotnet test` set for itself is not meant for another build.
        foreach (string name in start.Environment.Keys.Where(
            name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        log.Append(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
