// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>The program, with a store of its own in which there is an image called busybox.</summary>
public sealed class Engine : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public Engine()
    {
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/image.sh"), _scratch["busybox.tar"], "docker.io/library/busybox:latest");
        Output("load", "-i", _scratch["busybox.tar"]);
    }

    public static string Program { get; } = Named("HUSK", "husk");

    public string this[string name] => _scratch[name];

    public (int Code, string Out, string Error) Run(params string[] words) => RunWith("", words);

    /// <param name="input">What stands on its standard input.</param>
    /// <param name="words">The command line.</param>
    public (int Code, string Out, string Error) RunWith(string input, params string[] words)
    {
        using Process process = Start(words);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
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

    /// <summary>What it prints on standard error when it fails with 1.</summary>
    public string Error(params string[] words)
    {
        (int code, string output, string error) = Run(words);
        Assert.True(code == 1, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return error;
    }

    public Process Start(params string[] words) => Process.Start(StartInfo(Program, words))!;

    /// <summary>How a program is started that finds this store.</summary>
    public ProcessStartInfo StartInfo(string program, params string[] words) => new(program, words)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["HUSK_ROOT"] = _scratch["root"],
            ["HUSK_RUN"] = _scratch["run"],
            ["HUSK_MONITOR"] = Named("HUSK_MONITOR", "husk-monitor"),
            ["HUSK_RUNTIME"] = Named("HUSK_RUNTIME", "husk-oci"),
        },
    };

    /// <summary>The monitors of this store's containers.</summary>
    public IReadOnlyList<int> Monitors() =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Where(IsMonitor!).Select(int.Parse!)];

    /// <summary>Waits until something holds.</summary>
    public static void Await(Func<bool> condition, string what)
    {
        for (long end = Environment.TickCount64 + 60_000; !condition(); Thread.Sleep(20))
            Assert.True(Environment.TickCount64 < end, $"in a minute it has not come about that {what}");
    }

    /// <summary>No container has left anything anywhere.</summary>
    public void AssertNothingIsLeft()
    {
        Await(() => Monitors().Count == 0, "all monitors have ended");
        // A monitor has somebody else clean up, who may still be at it.
        Await(() => Output("ps", "-aq").Length == 0, "all containers are gone");
        Assert.Equal("", Output("system", "fsck"));
        Assert.Equal(["by-name"], Directory.GetFileSystemEntries(_scratch["root/containers"]).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch["root/containers/by-name"]));
        foreach (string name in (string[])["root/layers/snapshots", "run/oci", "run/monitors"])
        {
            // A name with a dot is no container's: a runtime keeps compiled filters so, and a killed writer's file is one.
            Assert.Empty(Directory.Exists(_scratch[name]) ? Directory.GetFileSystemEntries(_scratch[name]).Where(path => Path.GetFileName(path)[0] != '.') : []);
        }
        Assert.DoesNotContain(_scratch.Path, File.ReadAllText("/proc/self/mountinfo"));
    }

    public void Dispose()
    {
        string[] ids = Output("ps", "-aq").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0)
            Output(["rm", "-f", .. ids]);
        _scratch.Dispose();
    }

    private bool IsMonitor(string pid)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{pid}/cmdline");
            return line.Contains("husk-monitor", StringComparison.Ordinal) && line.Contains(_scratch.Path, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Named(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } told ? told : Path.Combine(Repository.Root, "out/bin", name);
}
