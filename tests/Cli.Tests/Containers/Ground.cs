// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests.Containers;

/// <summary>
/// A husk with a store of its own and an image of busybox in it. Its containers run on $RUNTIME, or what make has put into
/// out/bin, and their monitor is $HUSK_MONITOR or the one there; both are gone at the end.
/// </summary>
public sealed class Ground : IDisposable
{
    public const string Image = "bb";

    private static readonly string[] Applets =
        ["sh", "ls", "cat", "echo", "sleep", "true", "id", "env", "pwd", "touch", "rm", "mkdir", "ln", "stat", "stty", "tty", "dd", "yes", "head", "seq", "kill", "chmod", "mv"];

    private static readonly Lazy<byte[]> Archive = new(MakeArchive);

    internal Husk Husk { get; } = new();

    public Ground()
    {
        Environment.SetEnvironmentVariable("HUSK_RUNTIME", Program("RUNTIME", "husk-oci"));
        Environment.SetEnvironmentVariable("HUSK_MONITOR", Program("HUSK_MONITOR", "husk-monitor"));
        string archive = Husk.Scratch["busybox.tar"];
        File.WriteAllBytes(archive, Archive.Value);
        Husk.Output("import", archive, Image);
    }

    public string this[string name] => Husk.Scratch[name];

    /// <summary>What it prints, when it succeeds, without the end of the last line.</summary>
    public string Do(params string[] words) => Husk.Output(words).TrimEnd('\n');

    public (int Code, string Out, string Error) Try(params string[] words) => Husk.Run(words);

    /// <summary>Starts a container that stays until it is removed; its ID.</summary>
    public string Keep(params string[] words) => Do(["run", "-d", .. words.Length == 0 ? ["--name", "cc"] : words, Image, "sleep", "1000"]);

    /// <summary>Waits until something holds.</summary>
    public static void Await(Func<bool> holds, string what)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 600, $"not within a minute: {what}");
            System.Threading.Thread.Sleep(100);
        }
    }

    /// <summary>Removes all containers.</summary>
    public void Clear()
    {
        string[] left = Husk.Output("ps", "-aq", "--no-trunc").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (left.Length > 0)
            Husk.Output(["rm", "-f", .. left]);
        Husk.AssertSound();
    }

    public void Dispose()
    {
        Clear();
        Husk.Dispose();
    }

    private static string Program(string variable, string name)
    {
        string path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } told ? told : InOutBin(name);
        return File.Exists(path) ? path : throw new InvalidOperationException($"no {path}: run make build, or name it with {variable}=");
    }

    private static string InOutBin(string name)
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Runtime.sln")))
            directory = Path.GetDirectoryName(directory);
        return Path.Combine(directory ?? Directory.GetCurrentDirectory(), "out", "bin", name);
    }

    private static byte[] MakeArchive()
    {
        using var root = new ScratchDirectory();
        foreach (string directory in (string[])["bin", "etc", "tmp", "root", "dev", "proc", "sys"])
            Directory.CreateDirectory(root[directory]);
        File.Copy("/bin/busybox", root["bin/busybox"]);
        foreach (string applet in Applets)
            File.CreateSymbolicLink(root["bin/" + applet], "busybox");
        File.WriteAllText(root["etc/passwd"], "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
        File.WriteAllText(root["etc/group"], "root:x:0:\nuser:x:1000:\n");
        using var archive = new ScratchDirectory();
        Command.Output("tar", "-C", root.Path, "--owner=0", "--group=0", "-cf", archive["a.tar"], ".");
        return File.ReadAllBytes(archive["a.tar"]);
    }
}
