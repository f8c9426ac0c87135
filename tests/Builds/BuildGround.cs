// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Containers.Tests;

namespace Husk.Builds.Tests;

/// <summary>The program with a store of its own, and build contexts for it.</summary>
public sealed class BuildGround : IDisposable
{
    private int _contexts;

    public Engine Husk { get; } = new();

    /// <summary>A directory with a Dockerfile and other files.</summary>
    public string Context(string dockerfile, params (string Name, string Content)[] files)
    {
        string directory = Directory.CreateDirectory(Husk[$"context-{_contexts++}"]).FullName;
        File.WriteAllText(Path.Combine(directory, "Dockerfile"), dockerfile);
        foreach ((string name, string content) in files)
        {
            string path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return directory;
    }

    /// <summary>Builds, and says what it told; fails when it fails.</summary>
    public string Build(string context, params string[] flags)
    {
        (int code, string output, string error) = Husk.Run(["build", "--progress=plain", .. flags, context]);
        Assert.True(code == 0, $"husk build exited with {code}: {output}{error}");
        return error;
    }

    /// <summary>Builds what cannot be built, and says what it told.</summary>
    public string Fail(string context, params string[] flags)
    {
        (int code, string output, string error) = Husk.Run(["build", "--progress=plain", .. flags, context]);
        Assert.True(code == 1, $"husk build exited with {code}: {output}{error}");
        return error;
    }

    /// <summary>How a step of such a build ended: what stands behind its number for the last time.</summary>
    public static string End(string told, string instruction)
    {
        string[] lines = told.Split('\n');
        string number = lines.First(line => line.Contains(instruction, StringComparison.Ordinal)).Split(' ')[0];
        return lines.Last(line => line.StartsWith(number + " ", StringComparison.Ordinal))[(number.Length + 1)..];
    }

    /// <summary>What a command in an image prints.</summary>
    public string Run(string image, params string[] command) =>
        Husk.Output(["run", "--rm", "--network", "none", image, .. command]);

    /// <summary>The image's configuration.</summary>
    public JsonElement Config(string image) =>
        JsonDocument.Parse(Husk.Output("image", "inspect", image)).RootElement[0].GetProperty("Config");

    public string[] History(string image) =>
        Husk.Output("history", "--no-trunc", "--format", "{{.CreatedBy}}", image)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>No build has left anything anywhere.</summary>
    public void AssertNothingIsLeft()
    {
        foreach (string name in (string[])["root/builds", "root/images/ingest", "root/images/leases", "r/oci",
            "r/networks/sandboxes", "r/netns"])
        {
            string[] left = Directory.Exists(Husk[name])
                ? [.. Directory.GetFileSystemEntries(Husk[name]).Where(path => Path.GetFileName(path)[0] != '.')]
                : [];
            Assert.True(left.Length == 0, $"{name} has {string.Join(' ', left)}");
        }

        Assert.DoesNotContain(Directory.GetFileSystemEntries(Husk["root/layers"]),
            path => Path.GetFileName(path).StartsWith("tmp-", StringComparison.Ordinal));
        Assert.DoesNotContain(Husk["root"], File.ReadAllText("/proc/self/mountinfo"));
    }

    public Process Start(string context, params string[] flags) =>
        Husk.Start(["build", "--progress=plain", .. flags, context]);

    public void Dispose() => Husk.Dispose();
}
