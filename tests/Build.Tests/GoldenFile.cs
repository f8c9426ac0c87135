// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Build.Tests;

/// <summary>A text kept beside the tests; <c>make golden</c> writes it anew.</summary>
internal static class GoldenFile
{
    /// <summary>A directory below tests/Build.Tests.</summary>
    public static string Directory(params string[] path) =>
        Path.Combine([Repository.Root, "tests", "Build.Tests", .. path]);

    public static void Compare(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("HUSK_GOLDEN") == "write")
            File.WriteAllText(file, text);
        Assert.True(File.Exists(file), $"no {file}: `make golden` writes it");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
