// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Oci;

namespace Husk.Cli.Commands.Build;

/// <summary><c>--output</c>, <c>--push</c> and <c>--load</c>.</summary>
internal static class OutputText
{
    /// <summary>The outputs, names that one of them gives, and whether files' times are to be limited; null where nobody says.</summary>
    public static (IReadOnlyList<BuildOutput> Outputs, IReadOnlyList<Reference> Names, bool? RewritesTimes) Read(Invocation call)
    {
        var outputs = new List<BuildOutput>();
        var names = new List<Reference>();
        bool? rewrites = null;
        foreach (string text in call.Flags.List("output"))
        {
            Dictionary<string, string> fields = IsDirectory(text)
                ? new() { ["type"] = text == "-" ? "tar" : "local", ["dest"] = text }
                : BuildRequestText.Fields(text);
            outputs.Add(Of(call, fields));
            names.AddRange((fields.GetValueOrDefault("name") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Reference.Parse(name).WithDefaultTag()));
            rewrites = fields.TryGetValue("rewrite-timestamp", out string? value) ? value != "false" : rewrites;
        }

        if (call.Flags.Bool("push"))
            outputs.Add(new BuildOutput(BuildOutputKind.Image, null, null) { Pushes = true });
        if (outputs.Count == 0 || (call.Flags.Bool("load") && outputs.All(output => output.Kind != BuildOutputKind.Image)))
            outputs.Add(new BuildOutput(BuildOutputKind.Image, null, null));
        return (outputs, names, rewrites);
    }

    private static bool IsDirectory(string text) => text == "-" || !text.Contains('=');

    private static BuildOutput Of(Invocation call, Dictionary<string, string> fields)
    {
        string type = fields.GetValueOrDefault("type")
            ?? throw new EngineException(EngineFault.InvalidArgument, "type is required for output");
        string? destination = fields.GetValueOrDefault("dest");
        return type switch
        {
            "image" => new BuildOutput(BuildOutputKind.Image, null, null) { Pushes = fields.GetValueOrDefault("push") == "true" },
            "registry" => new BuildOutput(BuildOutputKind.Image, null, null) { Pushes = true },
            "docker" when destination is null => new BuildOutput(BuildOutputKind.Image, null, null),
            "docker" => Archive(call, BuildOutputKind.Docker, destination),
            "oci" => Archive(call, BuildOutputKind.Oci, destination),
            "tar" => Archive(call, BuildOutputKind.Tar, destination),
            "cacheonly" => new BuildOutput(BuildOutputKind.CacheOnly, null, null),
            "local" => destination is { Length: > 0 }
                ? new BuildOutput(BuildOutputKind.Local, Path.GetFullPath(destination), null)
                : throw new EngineException(EngineFault.InvalidArgument, "dest is required for local exporter"),
            _ => throw new EngineException(EngineFault.InvalidArgument, $"exporter \"{type}\" could not be found: there are image, registry, local, tar, oci, docker and cacheonly"),
        };
    }

    private static BuildOutput Archive(Invocation call, BuildOutputKind kind, string? destination)
    {
        if (destination is { Length: > 0 } and not "-")
            return new BuildOutput(kind, Path.GetFullPath(destination), null);
        return call.Streams.OutIsTerminal
            ? throw new EngineException(EngineFault.InvalidArgument, "dest file is required for this exporter. refusing to write to console")
            : new BuildOutput(kind, null, Streams.RawOut);
    }
}
