// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace Husk.Linux.Syscalls.Tests;

/// <summary>What gcc reads from this machine's kernel headers: native-tests/abi, compiled and run once.</summary>
public sealed class Headers
{
    private readonly Dictionary<string, JsonElement> _rows;

    public Headers()
    {
        string sources = Path.Combine(Root, "native-tests", "abi");
        DirectoryInfo directory = Directory.CreateTempSubdirectory("husk-abi-");
        try
        {
            string program = Path.Combine(directory.FullName, "abi");
            string[] files = Directory.GetFiles(sources, "*.c", SearchOption.AllDirectories);
            Run("gcc", ["-Wall", "-Werror", "-I" + sources, "-o", program, .. files]);
            using var json = JsonDocument.Parse(Run(program, []));
            _rows = json.RootElement.EnumerateObject().ToDictionary(row => row.Name, row => row.Value.Clone());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The checkout these tests were built from.</summary>
    public static string Root { get; } = typeof(Headers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Names of all rows: constants, structs, and calls as <c>__NR_read</c>.</summary>
    public IReadOnlyCollection<string> Names => _rows.Keys;

    public Int128? Constant(string name) =>
        _rows.TryGetValue(name, out JsonElement row) ? Int128.Parse(row.GetRawText()) : null;

    /// <summary>Size, and each field's offset and size; null for a struct that has no row.</summary>
    public (int Size, Dictionary<string, (int Offset, int Size)> Fields)? Struct(string name)
    {
        if (!_rows.TryGetValue(name, out JsonElement row))
            return null;
        var fields = row.EnumerateObject().Where(field => field.Name != "sizeof")
            .ToDictionary(field => field.Name, field => (field.Value[0].GetInt32(), field.Value[1].GetInt32()));
        return (row.GetProperty("sizeof").GetInt32(), fields);
    }

    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} exited with {process.ExitCode}:\n{errors.Result}");
        return output;
    }
}
