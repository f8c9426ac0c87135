// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Templates;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>`version`: docker's two halves, of which both are this program, for there is no daemon.</summary>
internal static class VersionCommand
{
    // What docker 28's client asks of an engine; scripts compare it.
    private const string ApiVersion = "1.51";

    public static readonly Command Row = new(["version"], "", "Show the version information")
    {
        Flags = [new("format", 'f', FlagKind.String, Names.InspectFormatHelp)],
        Run = Run,
    };

    /// <summary>What `--version` prints: docker's form.</summary>
    public static string Line =>
        $"Husk version {BuildFacts.Version}, build {BuildFacts.Commit[..Math.Min(7, BuildFacts.Commit.Length)]}";

    private static Task<int> Run(Invocation call)
    {
        if (call.Flags.String("format") is { Length: > 0 } format)
        {
            call.Streams.Out.Write(Template.Parse(format == "json" ? "{{json .}}" : format).Run(Document()) + "\n");
            return Task.FromResult(0);
        }
        string native = RuntimeFeature.IsDynamicCodeCompiled ? "" : " NativeAOT";
        string facts = $" Version:           {BuildFacts.Version}\n API version:       {ApiVersion}\n .NET version:      {Environment.Version}{native}\n"
            + $" Git commit:        {BuildFacts.Commit}\n OS/Arch:           {Platform.Host.Os}/{Platform.Host.Architecture}\n";
        call.Streams.Out.Write($"Client: Husk\n{facts}\nServer: none, each command does its work itself\n");
        return Task.FromResult(0);
    }

    private static JsonObject Document() => new()
    {
        ["Client"] = Half(("DefaultAPIVersion", ApiVersion), ("Context", "default")),
        ["Server"] = Half(("MinAPIVersion", "1.24"),
            ("KernelVersion", RuntimeInformation.OSDescription.Split(' ') is [_, var release, ..] ? release : "")),
    };

    private static JsonObject Half(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var half = new JsonObject
        {
            ["Platform"] = new JsonObject { ["Name"] = "Husk" },
            ["Version"] = BuildFacts.Version,
            ["ApiVersion"] = ApiVersion,
            ["GitCommit"] = BuildFacts.Commit,
            ["Os"] = Platform.Host.Os,
            ["Arch"] = Platform.Host.Architecture,
        };
        foreach ((string name, string value) in more)
            half[name] = value;
        return half;
    }
}
