// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Monitor.Tests.Fixture;

/// <summary>The programs on trial: RUNTIME or what make has put into out/bin.</summary>
internal static class Programs
{
    public static string Runtime { get; } =
        Environment.GetEnvironmentVariable("RUNTIME") is { Length: > 0 } named ? named : InOutBin("husk-oci");

    public static string Monitor { get; } =
        Environment.GetEnvironmentVariable("HUSK_MONITOR") is { Length: > 0 } named ? named : InOutBin("husk-monitor");

    public static string Find(string path) => File.Exists(path)
        ? path
        : throw new InvalidOperationException(
            $"no {path}: run make build, or name the runtime with RUNTIME=/usr/sbin/runc");

    private static string InOutBin(string name)
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Runtime.sln")))
            directory = Path.GetDirectoryName(directory);
        return Path.Combine(directory ?? Directory.GetCurrentDirectory(), "out", "bin", name);
    }
}
