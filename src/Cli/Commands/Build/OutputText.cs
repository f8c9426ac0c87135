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
    /// <summary>The outputs, names that one of them gives, and whether files' times are to be limited; null where
    /// nobody says.</summary>
    public static (IReadOnlyList<BuildOutput> Outputs, IReadOnlyList<Reference> Names, bool? RewritesTimes) Read(
        Invocation call)
    {
        var outputs = new List<BuildOutput>();
        var names = new List<Reference>();
        bool? rewrites = null;
        foreach (string text in call.Flags.List("output"))
        {
            var fields = new BuildFields("output",
                text == "-"
                ? "type=tar,dest=-"
                : text.Contains('=') ? text : $"type=local,\"dest={text.Replace("\"", "\"\"")}\"");
            outputs.Add(Of(call, fields, names));
            rewrites = fields.TakeBool("rewrite-timestamp") ?? rewrites;
            fields.End();
        }

        if (outputs.Count(output => output.Open is not null) > 1)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "several outputs go to standard output: give all but one a dest");
        }
        if (call.Flags.Bool("push"))
            outputs.Add(new BuildOutput(BuildOutputKind.Image, null, null) { Pushes = true });
        if (outputs.Count == 0
            || (call.Flags.Bool("load") && outputs.All(output => output.Kind != BuildOutputKind.Image)))
        {
            outputs.Add(new BuildOutput(BuildOutputKind.Image, null, null));
        }
        if (outputs.Exists(output => output.Pushes) && names.Count == 0 && call.Flags.List("tag").Count == 0)
            throw new EngineException(EngineFault.InvalidArgument, "tag is needed when pushing to registry: -t NAME");
        return (outputs, names, rewrites);
    }

    private static BuildOutput Of(Invocation call, BuildFields fields, List<Reference> names)
    {
        string type = fields.Take("type") ?? throw fields.Wrong("type is required for output");
        if (type is "image" or "registry" or "docker" or "oci")
        {
            names.AddRange((fields.Take("name") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => Reference.Parse(name).WithDefaultTag()));
            // What is so here anyway; BuildKit's users say it.
            fields.TakeOnly("oci-mediatypes", "true");
            fields.TakeOnly("compression", "gzip");
        }

        return type switch
        {
            "image" => Image(pushes: fields.TakeBool("push") ?? false),
            "registry" => Image(pushes: true),
            "docker" =>
                fields.Take("dest") is { } archive
                    ? Archive(call, BuildOutputKind.Docker, archive)
                    : Image(pushes: false),
            "oci" => Archive(call, BuildOutputKind.Oci, fields.Take("dest")),
            "tar" => Archive(call, BuildOutputKind.Tar, fields.Take("dest")),
            "cacheonly" => new BuildOutput(BuildOutputKind.CacheOnly, null, null),
            "local" => fields.Take("dest") is { } destination
                ? new BuildOutput(BuildOutputKind.Local, Path.GetFullPath(destination), null)
                : throw fields.Wrong("dest is required for local exporter"),
            _ => throw fields.Wrong($"exporter \"{type}\" could not be found: there are image, registry, local, tar, oci, docker and cacheonly"),
        };
    }

    private static BuildOutput Image(bool pushes) => new(BuildOutputKind.Image, null, null) { Pushes = pushes };

    private static BuildOutput Archive(Invocation call, BuildOutputKind kind, string? destination)
    {
        if (destination is not null and not "-")
            return new BuildOutput(kind, Path.GetFullPath(destination), null);
        return call.Streams.OutIsTerminal
            ? throw new EngineException(
                EngineFault.InvalidArgument, "dest file is required for this exporter. refusing to write to console")
            : new BuildOutput(kind, null, Streams.RawOut);
    }
}
