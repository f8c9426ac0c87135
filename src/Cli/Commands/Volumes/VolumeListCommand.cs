// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Volumes;

namespace Husk.Cli.Commands.Volumes;

internal static class VolumeListCommand
{
    public static readonly Command Row = new(["volume ls", "volume list"], "", "List volumes")
    {
        Flags =
        [
            new("filter", 'f', FlagKind.List,
                "Filter output based on conditions provided: dangling=BOOL, driver=NAME, label=KEY[=VALUE], name=PART",
                "filter"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("quiet", 'q', FlagKind.Bool, "Only display volume names"),
        ],
        Run = Run,
    };

    /// <summary>docker/cli, formatter/volume.go.</summary>
    public static readonly ListFormat Formats =
        new("volumesFormat", "name: {{.Name}}\ndriver: {{.Driver}}\n", "name: {{.Name}}");

    private static readonly Column[] Columns =
    [
        new("Driver", "DRIVER"),
        new("Name", "VOLUME NAME"),
        new("Availability", "AVAILABILITY", Shown: false),
        new("Group", "GROUP", Shown: false),
        new("Labels", "LABELS", Shown: false),
        new("Links", "LINKS", Shown: false),
        new("Mountpoint", "MOUNTPOINT", Shown: false),
        new("Scope", "SCOPE", Shown: false),
        new("Size", "SIZE", Shown: false),
        new("Status", "STATUS", Shown: false),
    ];

    private static Task<int> Run(Invocation call)
    {
        var filter = new VolumeFilter(call.Flags.List("filter"), ["dangling", "driver", "label", "name"],
            call.Containers.VolumeUsers);
        return Listing.Write(call, Formats, Columns, call.Containers.Volumes().Where(filter.Takes),
            volume => volume.Name, volume => RowOf(call, volume), volume => volume.Labels);
    }

    /// <summary>All but links and size, which `system df -v` alone takes the time to count.</summary>
    public static JsonObject RowOf(Invocation call, Volume volume) => new()
    {
        ["Availability"] = "N/A",
        ["Driver"] = volume.Driver,
        ["Group"] = "N/A",
        ["Labels"] = Listing.Labels(volume.Labels),
        ["Links"] = "N/A",
        ["Mountpoint"] = call.Containers.PathOf(volume),
        ["Name"] = volume.Name,
        ["Scope"] = "local",
        ["Size"] = "N/A",
        ["Status"] = "N/A",
    };
}
