// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
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
            RunFlags.Many("filter",
                "Provide filter values: until=AGE, type=regular|exec.cachemount, id=PREFIX, description=TEXT, shared, private", value: "filter"),
            Pruning.Force,
            RunFlags.Bytes("keep-storage", "Keep this much of what was used last"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        long storage = call.Flags.String("keep-storage") is { } size ? MemorySize.Parse(size) : 0;
        bool all = call.Flags.Bool("all");
        return Pruning.Run(
            call, $"WARNING! This will remove {(all ? "all" : "all dangling")} build cache.\n",
            Of(call, all, call.Flags.List("filter"), storage));
    }

    /// <param name="call">The command.</param>
    /// <param name="all">What an image has, too: that takes no room of its own.</param>
    /// <param name="filters">Conditions, all of which must hold.</param>
    /// <param name="storage">Bytes of what was used last that stay.</param>
    /// <exception cref="EngineException">A filter that the cache does not have.</exception>
    public static Func<Pruning> Of(Invocation call, bool all, IReadOnlyList<string> filters, long storage = 0)
    {
        Func<CacheEntry, bool>[] conditions = [.. filters.Select(Filter)];
        return () =>
        {
            var engine = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
            HashSet<string> kept = Kept(engine, storage);
            (IReadOnlyList<CacheEntry> removed, long freed) = engine.Prune(entry =>
                (all || !entry.IsShared) && !kept.Contains(entry.Id) && conditions.All(takes => takes(entry)));
            return new Pruning("Deleted build cache objects",
                [.. removed.Select(entry => entry.Id[..Math.Min(25, entry.Id.Length)])], freed);
        };
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
                    : throw new EngineException(EngineFault.InvalidArgument,
                        $"failed to parse \"{name}\" filter: \"{value}\" is neither a time nor a duration");
            case "id":
                return entry => entry.Id.StartsWith(value, StringComparison.Ordinal);
            case "description":
                return entry => entry.Description.Contains(value, StringComparison.Ordinal);
            case "shared" or "private" when value is "" or "true" or "1" or "false" or "0":
                bool isShared = (name == "shared") == (value is "" or "true" or "1");
                return entry => entry.IsShared == isShared;
            case "type" when value is "regular":
                return entry => !entry.IsMount;
            case "type" when value is "exec.cachemount":
                return entry => entry.IsMount;
            // BuildKit's others, of which this cache has none.
            case "type" when value is "internal" or "frontend" or "source.local" or "source.git.checkout":
                return _ => false;
            default:
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{text}'");
        }
    }
}
