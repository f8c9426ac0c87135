// SPDX-License-Identifier: Apache-2.0
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
    private const int LongestDescription = 45;

    public static readonly Command Row = new(["search"], "TERM", "Search Docker Hub, or with HOST/TERM a registry, for images")
    {
        Count = (1, 1),
        Flags =
        [
            new("filter", 'f', FlagKind.List, "Filter output based on conditions provided: stars=N, is-official=BOOL", "filter"),
            new("format", '\0', FlagKind.String, "Pretty-print search using a Go template"),
            new("limit", '\0', FlagKind.Int, "Max number of search results"),
            new("no-trunc", '\0', FlagKind.Bool, "Don't truncate output"),
        ],
        Run = Run,
    };

    private static readonly Column[] Columns = [new("Name", "NAME"), new("Description", "DESCRIPTION"), new("StarCount", "STARS"), new("IsOfficial", "OFFICIAL")];

    private static async Task<int> Run(Invocation call)
    {
        IReadOnlyList<SearchResult> found = await call.Images.Search(call.Arguments[0], call.Flags.Int("limit") ?? DefaultLimit, call.Cancel).ConfigureAwait(false);
        IEnumerable<JsonObject> rows = found.Where(result => call.Flags.List("filter").All(condition => Holds(condition, result))).Select(result => new JsonObject
        {
            ["Description"] = call.Flags.Bool("no-trunc") ? result.Description : Human.Shorten(result.Description.Replace('\n', ' '), LongestDescription),
            ["IsOfficial"] = result.IsOfficial ? "[OK]" : "",
            ["Name"] = result.Name,
            ["StarCount"] = result.Stars.ToString(CultureInfo.InvariantCulture),
        });
        Listing.Write(call.Streams.Out, call.Flags.String("format"), Columns, rows);
        return 0;
    }

    private static bool Holds(string condition, SearchResult result) => condition.Split('=', 2) switch
    {
        ["stars", var least] when long.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out long stars) => result.Stars >= stars,
        ["is-official", "true" or "1"] => result.IsOfficial,
        ["is-official", "false" or "0"] => !result.IsOfficial,
        _ => throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{condition}'"),
    };
}
