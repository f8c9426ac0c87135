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
    public static readonly Command Row = new(["builder prune", "buildx prune"], "", "Remove build cache")
    {
        Flags =
        [
            RunFlags.Switch("all", "Remove all build cache, not just what no image has", 'a'),
            CacheFilter.Flag,
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
        Func<CacheEntry, bool> takes = CacheFilter.Of(filters);
        return () =>
        {
            var engine = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
            HashSet<string> kept = Kept(engine, storage);
            (IReadOnlyList<CacheEntry> removed, long freed) = engine.Prune(entry =>
                (all || !entry.IsShared) && !kept.Contains(entry.Id) && takes(entry));
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
}
