// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class HistoryCommand
{
    private const int LongestCommand = 45;

    public static readonly Command Row = new(["image history", "history"], "IMAGE", "Show the history of an image")
    {
        Count = (1, 1),
        Flags =
        [
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("human", 'H', FlagKind.Bool, "Print sizes and dates in human readable format (default true)",
                Default: true),
            new("no-trunc", '\0', FlagKind.Bool, "Don't truncate output"),
            new("platform", '\0', FlagKind.String, "Show history for the given platform: os/arch[/variant]"),
            new("quiet", 'q', FlagKind.Bool, "Only show image IDs"),
        ],
        Run = Run,
    };

    private static Column[] Columns(bool human) =>
    [
        new("ID", "IMAGE"),
        new("CreatedSince", "CREATED", human),
        new("CreatedAt", "CREATED AT", !human),
        new("CreatedBy", "CREATED BY"),
        new("Size", "SIZE"),
        new("Comment", "COMMENT"),
    ];

    private static Task<int> Run(Invocation call)
    {
        LocalImage image = call.Images.Find(call.Arguments[0], Names.Platform(call.Flags.String("platform")));
        IEnumerable<JsonObject> rows = call.Images.History(image).Select(line => RowOf(call, line));
        if (call.Flags.Bool("quiet") && !call.Flags.IsGiven("format"))
        {
            foreach (JsonObject row in rows)
                call.Streams.Out.Write((string)row["ID"]! + "\n");
            return Task.FromResult(0);
        }
        Listing.Write(call.Streams.Out, call.Flags.String("format"), Columns(call.Flags.Bool("human")), rows);
        return Task.FromResult(0);
    }

    private static JsonObject RowOf(Invocation call, HistoryLine line)
    {
        bool human = call.Flags.Bool("human");
        bool whole = call.Flags.Bool("no-trunc");
        var created = Human.Time(line.Created);
        string at = created is { } time
            ? time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "N/A";
        string by = line.CreatedBy.Replace('\t', ' ');
        return new JsonObject
        {
            ["Comment"] = line.Comment,
            ["CreatedAt"] = at,
            ["CreatedBy"] = whole ? by : Human.Shorten(by, LongestCommand),
            ["CreatedSince"] = human
                ? created is { } then && then > DateTimeOffset.UnixEpoch ? Human.Ago(then) : "N/A"
                : at,
            ["ID"] = whole || !line.Id.StartsWith("sha256:", System.StringComparison.Ordinal)
                ? line.Id
                : line.Id[7..19],
            ["Size"] = human ? Human.Size(line.Size) : line.Size.ToString(CultureInfo.InvariantCulture),
        };
    }
}
