// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>The program, with an image called busybox.</summary>
public sealed class Engine : HuskProgram
{
    /// <summary>Its image.</summary>
    public const string Image = "busybox";

    public Engine()
    {
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/image.sh"), this["busybox.tar"],
            "docker.io/library/busybox:latest");
        Output("load", "-i", this["busybox.tar"]);
    }

    /// <summary>Starts a container that stays until it is removed; its ID.</summary>
    public string Keep(params string[] words) => Line(["run", "-d", .. words, Image, "sleep", "1000"]);

    /// <summary>What another program prints that finds this store, when it succeeds.</summary>
    public string Tool(string program, params string[] words)
    {
        using Process process = Process.Start(StartInfo(program, words))!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} exited with {process.ExitCode}: {error.Result}");
        return output;
    }

    /// <summary>The monitors of this store's containers.</summary>
    public IReadOnlyList<int> Monitors() => Processes("husk-monitor");

    /// <summary>Runtimes at work for this store's containers.</summary>
    public IReadOnlyList<int> Runtimes() => Processes(Path.GetFileName(StartInfo("").Environment["HUSK_RUNTIME"]!));

    /// <summary>No container has left anything anywhere.</summary>
    public void AssertNothingIsLeft()
    {
        Await(() => Monitors().Count == 0, "all monitors have ended");
        // A monitor has somebody else clean up, who may still be at it.
        Await(() => Output("ps", "-aq").Length == 0, "all containers are gone");
        AssertSound();
        // Made with the first name.
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(this["root/containers"]), path => Path.GetFileName(path) != "by-name");
        foreach (string name in (string[])["root/containers/by-name", "root/layers/snapshots", "r/oci", "r/monitors"])
        {
            // A name with a dot is no container's: a runtime keeps compiled filters so, and a killed writer's file is
            // one.
            Assert.Empty(Directory.Exists(this[name])
                ? Directory.GetFileSystemEntries(this[name]).Where(path => Path.GetFileName(path)[0] != '.')
                : []);
        }
        Assert.DoesNotContain(Scratch.Path + "/", File.ReadAllText("/proc/self/mountinfo"));
    }

    private int[] Processes(string program) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).OfType<string>()
            .Where(name => char.IsAsciiDigit(name[0]))
            .Where(pid => Words(pid) is [var first, ..] words && Path.GetFileName(first) == program
                && words.Any(word => word.StartsWith(Scratch.Path, StringComparison.Ordinal))).Select(int.Parse),
    ];

    private static string[] Words(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
