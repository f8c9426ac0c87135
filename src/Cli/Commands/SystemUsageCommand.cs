// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class SystemUsageCommand
{
    public static readonly Command Row = new(["system df"], "", "Show disk usage")
    {
        Flags =
        [
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("verbose", 'v', FlagKind.Bool, "Show detailed information on space usage"),
        ],
        Run = Run,
    };

    private static readonly Column[] Columns = [new("Type", "TYPE"), new("TotalCount", "TOTAL"), new("Active", "ACTIVE"), new("Size", "SIZE"), new("Reclaimable", "RECLAIMABLE")];

    private static readonly Column[] ImageColumns =
    [
        new("Repository", "REPOSITORY"), new("Tag", "TAG"), new("ID", "IMAGE ID"), new("CreatedSince", "CREATED"), new("Size", "SIZE"),
        new("SharedSize", "SHARED SIZE"), new("UniqueSize", "UNIQUE SIZE"), new("Containers", "CONTAINERS"),
    ];

    private static Task<int> Run(Invocation call)
    {
        IReadOnlyList<ImageUser> users = call.Containers.ImageUsers();
        ImageUsage usage = call.Images.Usage(users);
        if (call.Flags.Bool("verbose"))
        {
            call.Streams.Out.Write("Images space usage:\n\n");
            Listing.Write(call.Streams.Out, null, ImageColumns, ImagesCommand.AllRows(call, users));
            call.Streams.Out.Write($"\nCompressed: {Human.Size(usage.Blobs, 4)}, unpacked: {Human.Size(usage.Layers, 4)}, partial downloads: {Human.Size(usage.Partial, 4)}\n");
            return Task.FromResult(0);
        }
        Listing.Write(call.Streams.Out, call.Flags.String("format"), Columns, [new JsonObject
        {
            ["Active"] = usage.Active.ToString(CultureInfo.InvariantCulture),
            ["Reclaimable"] = Human.Size(usage.Reclaimable, 4) + (usage.Total > 0 ? $" ({usage.Reclaimable * 100 / usage.Total}%)" : ""),
            ["Size"] = Human.Size(usage.Total, 4),
            ["TotalCount"] = usage.Images.ToString(CultureInfo.InvariantCulture),
            ["Type"] = "Images",
        }]);
        return Task.FromResult(0);
    }
}
