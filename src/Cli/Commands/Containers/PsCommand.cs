// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class PsCommand
{
    public static readonly Command Row =
        new(["container ls", "container list", "container ps", "ps"], "", "List containers")
        {
            Flags =
        [
            new("all", 'a', FlagKind.Bool, "Show all containers (default shows just running)"),
            new("filter", 'f', FlagKind.List,
                "Filter output based on conditions provided: id, name, label, exited, status, ancestor, before, since, volume, network, publish, expose, health", "filter"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("last", 'n', FlagKind.Int, "Show n last created containers (includes all states)"),
            new("latest", 'l', FlagKind.Bool, "Show the latest created container (includes all states)"),
            new("no-trunc", '\0', FlagKind.Bool, "Don't truncate output"),
            new("quiet", 'q', FlagKind.Bool, "Only display container IDs"),
            new("size", 's', FlagKind.Bool, "Display total file sizes"),
        ],
            Run = Run,
        };

    /// <summary>docker/cli, formatter/container.go.</summary>
    public static readonly ListFormat Formats = new("psFormat",
        """
        container_id: {{.ID}}
        image: {{.Image}}
        command: {{.Command}}
        created_at: {{.CreatedAt}}
        state: {{- pad .State 1 0}}
        status: {{- pad .Status 1 0}}
        names: {{.Names}}
        labels: {{- pad .Labels 1 0}}
        ports: {{- pad .Ports 1 0}}

        """, "container_id: {{.ID}}");

    /// <summary>Behind <see cref="Formats"/>' where sizes are asked for.</summary>
    public const string RawSize = "size: {{.Size}}\n";

    private static Task<int> Run(Invocation call)
    {
        var filter = ContainerFilter.Parse(Names.Filters(call.Flags.List("filter")), call.Containers, call.Images);
        int last = call.Flags.Bool("latest") ? 1 : call.Flags.Int("last") ?? -1;
        bool all = call.Flags.Bool("all") || last > 0 || filter.NeedsAll;
        IEnumerable<ContainerSummary> containers = call.Containers.List(all).Where(filter.Takes);
        if (last > 0)
            containers = containers.Take(last);
        bool whole = call.Flags.Bool("no-trunc");
        if (call.Flags.Bool("quiet") && call.Flags.String("format") is not "raw")
            return WriteIds(call, containers.Select(container => IdOf(container, whole)));
        ListFormat formats = call.Flags.Bool("size") ? Formats with { Raw = Formats.Raw + RawSize } : Formats;
        bool sizes = call.Flags.Bool("size")
            || formats.Of(call)?.Contains(".Size", StringComparison.Ordinal) == true;
        if (call.Flags.Bool("quiet"))
            Warn(call);
        return Listing.Write(
            call, formats, Columns(call.Flags.Bool("size")), containers, container => IdOf(container, whole),
            (container, field) => Cell(call, container, field, whole, sizes),
            container => container.Container.Config.Labels);
    }

    // Of all lists only this one goes by --quiet where there is a format too (docker/cli, runPs).
    private static Task<int> WriteIds(Invocation call, IEnumerable<string> ids)
    {
        if (call.Flags.String("format") is { Length: > 0 })
            Warn(call);
        call.Streams.Out.Write(string.Concat(ids.Select(id => id + "\n")));
        return Task.FromResult(0);
    }

    private static void Warn(Invocation call) => call.Streams.Error.Write(
        "WARNING: Ignoring custom format, because both --format and --quiet are set.\n");

    /// <summary>What `system df -v` shows of a container.</summary>
    public static JsonObject UsageRow(Invocation call, ContainerSummary container, bool whole)
    {
        var row = new JsonObject();
        foreach (Column column in Columns(size: true))
            row[column.Field] = Cell(call, container, column.Field, whole, sizes: true);
        row["Size"] = Human.Size(call.Containers.SizeOf(container.Id).Written);
        return row;
    }

    private static string IdOf(ContainerSummary container, bool whole) => whole ? container.Id : container.Id[..12];

    private static Column[] Columns(bool size) =>
    [
        new("ID", "CONTAINER ID"),
        new("Image", "IMAGE"),
        new("Command", "COMMAND"),
        new("RunningFor", "CREATED"),
        new("Status", "STATUS"),
        new("Ports", "PORTS"),
        new("Names", "NAMES"),
        new("Size", "SIZE", size),
        new("CreatedAt", "CREATED AT", Shown: false),
        new("Labels", "LABELS", Shown: false),
        new("LocalVolumes", "LOCAL VOLUMES", Shown: false),
        new("Mounts", "MOUNTS", Shown: false),
        new("Networks", "NETWORKS", Shown: false),
        new("Platform", "PLATFORM", Shown: false),
        new("State", "STATE", Shown: false),
    ];

    private static string Cell(Invocation call, ContainerSummary container, string field, bool whole, bool sizes) =>
        field switch
        {
            "Command" => $"\"{(whole ? container.Command : Human.Shorten(container.Command, 20))}\"",
            "CreatedAt" => Human.At(container.Created),
            "ID" => IdOf(container, whole),
            "Image" => ImageOf(container.Image, whole),
            "Labels" => Listing.Labels(container.Container.Config.Labels),
            "LocalVolumes" => $"{container.Container.Mounts.Count(mount => mount.Driver == "local")}",
            "Mounts" => string.Join(',', container.Container.Mounts.Select(mount => mount.Name ?? mount.Source)
                .Select(name => whole ? name : Human.Shorten(name, 15))),
            "Names" => container.Name,
            "Networks" => string.Join(',', ContainerEngine.NetworksOf(container.Container).Order(StringComparer.Ordinal)),
            "Platform" => container.Container.Platform,
            "Ports" => PortText.Of(container),
            "RunningFor" => Human.Ago(container.Created),
            "Size" => sizes ? SizeText(call.Containers.SizeOf(container.Id)) : "0B",
            "State" => StatusText.Word(container.State.Status),
            "Status" => container.Status,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such column"),
        };

    private static string ImageOf(string image, bool whole)
    {
        bool isId = image.StartsWith("sha256:", StringComparison.Ordinal);
        return isId && !whole ? image[7..19] : image;
    }

    private static string SizeText((long Written, long Whole) size) =>
        $"{Human.Size(size.Written)} (virtual {Human.Size(size.Whole)})";
}
