// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Building;
using Husk.Engine.Containers;
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

    private static readonly Column[] Columns = [new("Type", "TYPE"), new("TotalCount", "TOTAL"),
        new("Active", "ACTIVE"), new("Size", "SIZE"), new("Reclaimable", "RECLAIMABLE")];

    // docker/cli, formatter/disk_usage.go.
    private static readonly ListFormat Formats = new("",
        """
        type: {{.Type}}
        total: {{.TotalCount}}
        active: {{.Active}}
        size: {{.Size}}
        reclaimable: {{.Reclaimable}}

        """);

    private static Task<int> Run(Invocation call)
    {
        IReadOnlyList<ImageUser> users = call.Containers.ImageUsers();
        ImageUsage usage = call.Images.Usage(users);
        var builds = new BuildEngine(new EnginePaths(call.Options.Root, call.Options.Run), call.Images);
        CacheEntry[] cache = [.. builds.Cache()];
        if (call.Flags.Bool("verbose"))
        {
            SystemUsageParts.Write(call, usage, users, cache);
            return Task.FromResult(0);
        }
        // Steps' layers lie where the images' do.
        long steps = cache.Where(entry => !entry.IsMount && !entry.IsShared).Sum(entry => entry.Size);
        Listing.Write(
            call.Streams.Out,
            Formats.Of(call),
            Columns,
            [
                RowOf("Images", usage.Images, usage.Active, Math.Max(0, usage.Total - steps),
                    Math.Max(0, usage.Reclaimable - steps)),
                Containers(call),
                Volumes(call),
                Builds(cache),
            ]);
        return Task.FromResult(0);
    }

    private static JsonObject Containers(Invocation call)
    {
        int count = 0, active = 0;
        long size = 0, idle = 0;
        foreach (ContainerSummary container in call.Containers.List(all: true))
        {
            long written = call.Containers.SizeOf(container.Id).Written;
            count++;
            active += container.IsActive ? 1 : 0;
            size += written;
            idle += container.IsActive ? 0 : written;
        }
        return RowOf("Containers", count, active, size, idle);
    }

    private static JsonObject Volumes(Invocation call)
    {
        IReadOnlyDictionary<string, int> users = call.Containers.VolumeUsers();
        ILookup<bool, long> sizes =
            call.Containers.Volumes().ToLookup(volume => users.ContainsKey(volume.Name), call.Containers.SizeOf);
        long idle = sizes[false].Sum(), used = sizes[true].Sum();
        return RowOf("Local Volumes", sizes[false].Count() + sizes[true].Count(), sizes[true].Count(), idle + used, idle);
    }

    // What an image has too comes free with the image only.
    private static JsonObject Builds(CacheEntry[] cache) => RowOf(
        "Build Cache",
        cache.Length,
        0,
        cache.Sum(entry => entry.Size),
        cache.Where(entry => !entry.IsShared).Sum(entry => entry.Size));

    private static JsonObject RowOf(string type, int count, int active, long size, long reclaimable) => new()
    {
        ["Active"] = active.ToString(CultureInfo.InvariantCulture),
        ["Reclaimable"] = Human.Size(reclaimable, 4) + (size > 0 ? $" ({reclaimable * 100 / size}%)" : ""),
        ["Size"] = Human.Size(size, 4),
        ["TotalCount"] = count.ToString(CultureInfo.InvariantCulture),
        ["Type"] = type,
    };
}
