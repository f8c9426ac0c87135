// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using Husk.Tests;

namespace Husk.Cli.Tests;

/// <summary>The program as this build made it, or $HUSK, with registries of its own.</summary>
internal sealed class Husk()
    : HuskProgram(Environment.GetEnvironmentVariable("HUSK") is { Length: > 0 } told ? told : BesideTheTests)
{
    private static readonly string BesideTheTests = Path.Combine(AppContext.BaseDirectory, "husk");

    /// <summary>The content of registries.json.</summary>
    public string Registries { get; set; } = "{}";

    public override ProcessStartInfo StartInfo(string program, params string[] words)
    {
        File.WriteAllText(this["registries.json"], Registries);
        ProcessStartInfo start = base.StartInfo(program, words);
        start.Environment["HUSK_REGISTRIES"] = this["registries.json"];
        return start;
    }
}
