// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Runtime.CompilerServices;
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
    private const string LeastApiVersion = "1.24";

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
            call.Streams.Out.Write(Template.Parse(format == "json" ? "{{json .}}" : format).Run(Document(), GoTypes.Version) + "\n");
            return Task.FromResult(0);
        }
        string native = RuntimeFeature.IsDynamicCodeCompiled ? "" : " NativeAOT";
        string facts = $" Version:           {BuildFacts.Version}\n API version:       {ApiVersion}\n .NET version:      {Environment.Version}{native}\n"
            + $" Git commit:        {BuildFacts.Commit}\n OS/Arch:           {Platform.Host.Os}/{Platform.Host.Architecture}\n Context:           {ContextCommand.Default}\n";
        call.Streams.Out.Write($"Client: Husk\n{facts}\nServer: none, each command does its work itself\n");
        return Task.FromResult(0);
    }

    private static JsonObject Document()
    {
        JsonObject client = Half(), server = Half();
        client["DefaultAPIVersion"] = ApiVersion;
        client["Context"] = ContextCommand.Default;
        server["MinAPIVersion"] = LeastApiVersion;
        server["KernelVersion"] = Kernel;
        server["Experimental"] = false;
        server["Components"] = new JsonArray(new JsonObject
        {
            ["Name"] = "Engine",
            ["Version"] = BuildFacts.Version,
            ["Details"] = new JsonObject
            {
                ["ApiVersion"] = ApiVersion,
                ["Arch"] = Platform.Host.Architecture,
                ["Experimental"] = "false",
                ["GitCommit"] = BuildFacts.Commit,
                ["KernelVersion"] = Kernel,
                ["MinAPIVersion"] = LeastApiVersion,
                ["Os"] = Platform.Host.Os,
            },
        });
        return new JsonObject { ["Client"] = client, ["Server"] = server };
    }

    private static JsonObject Half() => new()
    {
        ["Platform"] = new JsonObject { ["Name"] = "Husk" },
        ["Version"] = BuildFacts.Version,
        ["ApiVersion"] = ApiVersion,
        ["GitCommit"] = BuildFacts.Commit,
        ["Os"] = Platform.Host.Os,
        ["Arch"] = Platform.Host.Architecture,
    };

    private static string Kernel => File.ReadAllText("/proc/sys/kernel/osrelease").TrimEnd('\n');
}
