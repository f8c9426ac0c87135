// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Husk.ChildCode;

/// <summary>The program in Fixture/, published native once for all tests, and disassembled.</summary>
public sealed class FixtureBinary
{
    private readonly Disassembly _code;

    public FixtureBinary()
    {
        string output = System.IO.Path.Combine(Repository.Root, "out", "childcode-fixture");
        Path = System.IO.Path.Combine(output, "bin", "fixture");
        Publish(output);
        _code = Objdump.Disassemble(Path);
    }

    public string Path { get; }

    internal CallWalk WalkFrom(string function) =>
        CallWalk.From(_code, "fixture_Husk_ChildCode_Fixture_" + function, "fixture_Husk_ChildCode_Fixture_");

    /// <summary>For the framework that `make` chose, or else the newest whose NativeAOT pack the feed has:
    /// docs/decisions/0004.</summary>
    private static void Publish(string output)
    {
        string answer = System.IO.Path.Combine(Repository.Root, "out", "native-framework");
        string[] frameworks = File.Exists(answer) ? [File.ReadAllText(answer).Trim()] : ["net10.0", "net9.0"];
        var log = new StringBuilder();
        if (!frameworks.Any(framework => TryPublish(output, framework, log)))
        {
            throw new InvalidOperationException(
                $"the fixture could not be published for any of {string.Join(", ", frameworks)}:\n{log}");
        }
    }

    private static bool TryPublish(string output, string framework, StringBuilder log)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", System.IO.Path.Combine(Repository.Root, "tests", "ChildCode", "Fixture"),
                "-f", framework, "-r", "linux-x64", "-v", "quiet", "--nologo", "-nodeReuse:false",
                "-p:HuskNativeFramework=" + framework, "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
                "--artifacts-path", System.IO.Path.Combine(output, framework), "-o",
                System.IO.Path.Combine(output, "bin"),
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
