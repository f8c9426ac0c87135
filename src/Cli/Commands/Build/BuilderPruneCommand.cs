// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Build;

internal static class BuilderPruneCommand
{
    public static readonly Command Row = new(["builder prune"], "", "Remove build cache")
    {
        Flags =
        [
            RunFlags.Switch("all", "Remove all build cache, not just what no image has", 'a'),
            RunFlags.Many("filter", "Provide filter values: until=AGE, type=regular|exec.cachemount, id=PREFIX", value: "filter"),
            RunFlags.Switch("force", "Do not prompt for confirmation", 'f'),
            RunFlags.Bytes("keep-storage", "Keep this much of what was used last"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        bool all = call.Flags.Bool("all");
        if (!call.Flags.Bool("force") && !Confirmation.Given(call.Streams, Warning(all)))
            return Task.FromResult(0);
        Func<CacheEntry, bool>[] filters = [.. call.Flags.List("filter").Select(Filter)];
        var engine = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
        HashSet<string> kept = Kept(engine, call.Flags.String("keep-storage") is { } size ? MemorySize.Parse(size) : 0);
        // What an image has too takes no room of its own.
        (IReadOnlyList<CacheEntry> removed, long freed) = engine.Prune(entry =>
            (all || !entry.IsShared) && !kept.Contains(entry.Id) && filters.All(takes => takes(entry)));
        if (removed.Count > 0)
        {
            call.Streams.Out.Write("Deleted build cache objects:\n");
            foreach (CacheEntry entry in removed)
                call.Streams.Out.Write(entry.Id[..Math.Min(25, entry.Id.Length)] + "\n");
            call.Streams.Out.Write("\n");
        }

        call.Streams.Out.Write($"Total reclaimed space: {Human.Size(freed, 4)}\n");
        return Task.FromResult(0);
    }

    private static HashSet<string> Kept(BuildEngine engine, long bytes)
    {
        var kept = new HashSet<string>();
        foreach (CacheEntry entry in engine.Cache().OrderByDescending(entry => entry.LastUsed))
        {
            bytes -= entry.Size;
            if (bytes < 0)
                break;
            kept.Add(entry.Id);
        }

        return kept;
    }

    private static Func<CacheEntry, bool> Filter(string text)
    {
        int equals = text.IndexOf('=');
        (string name, string value) = equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
        switch (name)
        {
            case "until" or "unused-for":
                return Moment.TryParse(value, DateTimeOffset.UtcNow, out DateTimeOffset moment)
                    ? entry => entry.LastUsed < moment
                    : throw new EngineException(EngineFault.InvalidArgument, $"failed to parse \"{name}\" filter: \"{value}\" is neither a time nor a duration");
            case "id":
                return entry => entry.Id.StartsWith(value, StringComparison.Ordinal);
            case "type" when value is "regular":
                return entry => !entry.IsMount;
            case "type" when value is "exec.cachemount":
                return entry => entry.IsMount;
            default:
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{text}'");
        }
    }

    private static string Warning(bool all) => all
        ? "WARNING! This will remove all build cache.\n"
        : "WARNING! This will remove all dangling build cache.\n";
}
