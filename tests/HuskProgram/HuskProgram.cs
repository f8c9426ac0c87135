// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Tests;

/// <summary>
/// `husk` with a store of its own. $HUSK, $HUSK_MONITOR and $HUSK_RUNTIME (or $RUNTIME) name other programs than those
/// that make has put into out/bin. At the end no container is left, nor anything else.
/// </summary>
public class HuskProgram : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly Undertaker _undertaker;

    /// <param name="program">Which; null for <see cref="Program"/>.</param>
    protected HuskProgram(string? program = null)
    {
        Executable = program ?? Program;
        _undertaker = new Undertaker(StartInfo("/usr/bin/setsid"), Executable, CgroupParent);
    }

    /// <summary>What is tested unless a suite says otherwise.</summary>
    public static string Program { get; } = Named("husk", "HUSK");

    /// <summary>The program of this store.</summary>
    public string Executable { get; }

    public ScratchDirectory Scratch => _scratch;

    /// <summary>Goes at the end, with what is in it: for containers that are told to be there.</summary>
    public string CgroupParent => "/" + Path.GetFileName(_scratch.Path);

    public string this[string name] => _scratch[name];

    public (int Code, string Out, string Error) Run(params string[] words) => RunWith("", words);

    /// <param name="input">What stands on its standard input.</param>
    /// <param name="words">The command line.</param>
    public (int Code, string Out, string Error) RunWith(string input, params string[] words)
    {
        using Process process = Start(words);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(120_000))
        {
            process.Kill();
            Assert.Fail($"husk {string.Join(' ', words)} does not end");
        }
        return (process.ExitCode, output.Result, error.Result);
    }

    /// <summary>What it prints, when it succeeds.</summary>
    public string Output(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 0, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return output;
    }

    /// <summary>The same without the end of the last line.</summary>
    public string Line(params string[] words) => Output(words).TrimEnd('\n');

    /// <summary>What it prints on standard error when it fails with 1.</summary>
    public string Error(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 1, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return error;
    }

    public Process Start(params string[] words) => Process.Start(StartInfo(Executable, words))!;

    /// <summary>How a program is started that finds this store.</summary>
    public virtual ProcessStartInfo StartInfo(string program, params string[] words) => new(program, words)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["HUSK_ROOT"] = _scratch["root"],
            // A short name: a socket's path has 107 bytes at most (unix(7)), and runc insists.
            ["HUSK_RUN"] = _scratch["r"],
            ["HUSK_MONITOR"] = Named("husk-monitor", "HUSK_MONITOR"),
            ["HUSK_RUNTIME"] = Named("husk-oci", "HUSK_RUNTIME", "RUNTIME"),
            ["DOCKER_CONFIG"] = _scratch["docker"],
            // Found in the environment by -e NAME.
            ["HUSK_TEST_VARIABLE"] = "of the caller",
        },
    };

    /// <summary>Removes all containers; the store is sound then.</summary>
    public void Clear()
    {
        // Repairs what it meets; does not list what is damaged.
        Output("ps", "-a");
        string containers = _scratch["root/containers"];
        string?[] left = Directory.Exists(containers)
            ? [.. Directory.GetDirectories(containers).Select(Path.GetFileName).Where(name => name is { Length: 64 })]
            : [];
        if (left.Length > 0)
            Output(["rm", "-f", .. left!]);
        AssertSound();
    }

    /// <summary>The store as `system fsck` sees it: nothing wrong.</summary>
    public void AssertSound() => Assert.Equal("", Output("system", "fsck"));

    /// <summary>Waits until something holds.</summary>
    public static void Await(Func<bool> condition, string what)
    {
        for (long end = Environment.TickCount64 + 60_000; !condition(); Thread.Sleep(20))
            Assert.True(Environment.TickCount64 < end, $"in a minute it has not come about that {what}");
    }

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        string left = _undertaker.Finish();
        _scratch.Dispose();
        Assert.Equal("", left);
    }

    private static string Named(string name, params string[] variables) =>
        variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(told => told is { Length: > 0 })
        ?? Path.Combine(Repository.Root, "out/bin", name);
}
