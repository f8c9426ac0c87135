// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.EndToEnd.Engines;

/// <summary>The husk that images are given to: HUSK, or the one that make has put into out/bin.</summary>
internal static class HuskBinary
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("HUSK") is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(Repository.Root, "out", "bin", "husk");

    public static void Require()
    {
        if (!File.Exists(Path))
        {
            throw new InvalidOperationException($"no husk at {Path}: build it with `make`, or name another with HUSK=");
        }
    }
}
