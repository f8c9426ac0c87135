// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Build;

internal static class BuilderUsageCommand
{
    public static readonly Command Row = new(["builder du", "buildx du"], "", "Show what the build cache keeps")
    {
        Flags =
        [
            CacheFilter.Flag,
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("verbose", '\0', FlagKind.Bool, "Show every field, one below the other"),
        ],
        Run = Run,
    };

    private const string Every = """
        ID:           {{.ID}}
        Created at:   {{.CreatedAt}}
        Mutable:      {{.Mutable}}
        Reclaimable:  {{.Reclaimable}}
        Shared:       {{.Shared}}
        Size:         {{.Size}}
        Description:  {{.Description}}
        Last used:    {{.LastUsedAt}}
        Type:         {{.Type}}

        """;

    private static readonly Column[] Columns =
    [
        new("ID", "ID"), new("Reclaimable", "RECLAIMABLE"), new("Size", "SIZE"), new("LastUsedAt", "LAST ACCESSED"),
        new("CreatedAt", "CREATED AT", Shown: false), new("Description", "DESCRIPTION", Shown: false),
        new("Mutable", "MUTABLE", Shown: false), new("Shared", "SHARED", Shown: false),
        new("Type", "TYPE", Shown: false),
    ];

    private static Task<int> Run(Invocation call)
    {
        string? format = call.Flags.String("format");
        bool verbose = call.Flags.Bool("verbose");
        if (verbose && format is not null)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "--format and --verbose cannot be used together");
        }
        IReadOnlyList<string> filters = call.Flags.List("filter");
        var engine = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
        CacheEntry[] entries = [.. engine.Cache().Where(CacheFilter.Of(filters))
            .OrderByDescending(entry => entry.LastUsed)];
        Listing.Write(call.Streams.Out, verbose ? Every : format, Columns, entries.Select(RowOf));
        if (format is null && filters.Count == 0)
            WriteTotals(call, entries);
        return Task.FromResult(0);
    }

    // What an image has too comes free with the image only.
    private static JsonObject RowOf(CacheEntry entry) => new()
    {
        ["CreatedAt"] = Human.At(entry.Created),
        ["Description"] = entry.Description,
        ["ID"] = entry.Id,
        ["LastUsedAt"] = Human.Ago(entry.LastUsed),
        ["Mutable"] = entry.IsMount,
        ["Reclaimable"] = !entry.IsShared,
        ["Shared"] = entry.IsShared,
        ["Size"] = Human.Size(entry.Size, 4),
        ["Type"] = entry.IsMount ? "exec.cachemount" : "regular",
    };

    private static void WriteTotals(Invocation call, CacheEntry[] entries)
    {
        long total = entries.Sum(entry => entry.Size);
        long shared = entries.Where(entry => entry.IsShared).Sum(entry => entry.Size);
        var totals = new Table();
        if (shared > 0)
        {
            totals.Add(["Shared:", Human.Size(shared, 4)]);
            totals.Add(["Private:", Human.Size(total - shared, 4)]);
        }
        totals.Add(["Reclaimable:", Human.Size(total - shared, 4)]);
        totals.Add(["Total:", Human.Size(total, 4)]);
        totals.Write(call.Streams.Out);
    }
}
