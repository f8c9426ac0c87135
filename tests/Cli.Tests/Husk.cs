// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests;

/// <summary>The program, with a store and docker configuration of its own. $HUSK names another build of it.</summary>
internal sealed class Husk : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public ScratchDirectory Scratch => _scratch;

    public string Registries { get; set; } = "{}";

    public (int Code, string Out, string Error) Run(params string[] words) => RunWith("", words);

    /// <param name="input">What stands on its standard input.</param>
    /// <param name="words">The command line.</param>
    public (int Code, string Out, string Error) RunWith(string input, params string[] words)
    {
        using Process process = Start(words);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>What it prints, when it succeeds.</summary>
    public string Output(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 0, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return output;
    }

    /// <summary>What it prints on standard error when it fails with 1.</summary>
    public string Error(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 1, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return error;
    }

    public Process Start(params string[] words)
    {
        File.WriteAllText(_scratch["registries.json"], Registries);
        string program = Environment.GetEnvironmentVariable("HUSK") ?? Path.Combine(AppContext.BaseDirectory, "husk");
        var start = new ProcessStartInfo(program, ["--root", _scratch["root"], "--run", _scratch["run"], "--config", _scratch["docker"], .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HUSK_REGISTRIES"] = _scratch["registries.json"] },
        };
        return Process.Start(start)!;
    }

    /// <summary>The store as `system fsck` sees it: nothing wrong.</summary>
    public void AssertSound() => Assert.Equal("", Output("system", "fsck"));

    public void Dispose() => _scratch.Dispose();
}
