// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class SearchCommand
{
    private const int DefaultLimit = 25;
    private const int MostResults = 100;
    private const int LongestDescription = 45;

    public static readonly Command Row =
        new(["search"], "TERM", "Search Docker Hub, or with HOST/TERM a registry, for images")
        {
            Count = (1, 1),
            Flags =
        [
            new("filter", 'f', FlagKind.List, "Filter output based on conditions provided: stars=N, is-official=BOOL",
                "filter"),
            new("format", '\0', FlagKind.String, "Pretty-print search using a Go template"),
            new("limit", '\0', FlagKind.Int, "Max number of search results"),
            new("no-trunc", '\0', FlagKind.Bool, "Don't truncate output"),
        ],
            Run = Run,
        };

    private static readonly Column[] Columns = [new("Name", "NAME"), new("Description", "DESCRIPTION"),
        new("StarCount", "STARS"), new("IsOfficial", "OFFICIAL")];

    private static async Task<int> Run(Invocation call)
    {
        int limit = call.Flags.Int("limit") ?? 0;
        if (limit is < 0 or > MostResults)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, $"limit {limit} is outside the range of [1, {MostResults}]");
        }
        Func<SearchResult, bool>[] conditions =
            [.. Names.Filters(call.Flags.List("filter")).Select(filter => Condition(filter.Key, filter.Value))];
        IReadOnlyList<SearchResult> found = await call.Images.Search(
            call.Arguments[0], limit == 0 ? DefaultLimit : limit, call.Cancel).ConfigureAwait(false);
        IEnumerable<JsonObject> rows = found.Where(result => conditions.All(holds => holds(result)))
            .Select(result => new JsonObject
            {
                ["Description"] = call.Flags.Bool("no-trunc")
                ? result.Description
                : Human.Shorten(result.Description.Replace('\n', ' '), LongestDescription),
                ["IsOfficial"] = result.IsOfficial ? "[OK]" : "",
                ["Name"] = result.Name,
                ["StarCount"] = result.Stars.ToString(CultureInfo.InvariantCulture),
            });
        Listing.Write(call.Streams.Out, call.Flags.String("format"), Columns, rows);
        return 0;
    }

    private static Func<SearchResult, bool> Condition(string key, string value) => (key, value) switch
    {
        ("stars", _) when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long stars) =>
            result => result.Stars >= stars,
        ("stars", _) => throw new EngineException(EngineFault.InvalidArgument, $"invalid filter 'stars={value}'"),
        ("is-official", "true" or "1") => static result => result.IsOfficial,
        ("is-official", "false" or "0") => static result => !result.IsOfficial,
        ("is-official", _) =>
            throw new EngineException(EngineFault.InvalidArgument, $"invalid filter 'is-official=[{value}]'"),
        _ => throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{key}'"),
    };
}
