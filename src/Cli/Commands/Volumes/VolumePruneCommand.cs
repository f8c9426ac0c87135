// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;

namespace Husk.Cli.Commands.Volumes;

internal static class VolumePruneCommand
{
    public static readonly Command Row = new(["volume prune"], "", "Remove unused local volumes")
    {
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Remove all unused volumes, not just anonymous ones"),
            new("filter", '\0', FlagKind.List,
                "Provide filter values: label=KEY[=VALUE], label!=KEY[=VALUE], all=BOOL", "filter"),
            new("force", 'f', FlagKind.Bool, "Do not prompt for confirmation"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        var filter = new VolumeFilter(call.Flags.List("filter"), ["label", "label!", "all"],
            call.Containers.VolumeUsers);
        bool all = call.Flags.Bool("all") || filter.All;
        string which = all ? "all" : "anonymous";
        if (!call.Flags.Bool("force") && !Confirmation.Given(call.Streams,
            $"WARNING! This will remove {which} local volumes not used by at least one container.\n"))
        {
            return Task.FromResult(0);
        }

        (IReadOnlyList<string> names, long freed) = call.Containers.PruneVolumes(volume => (all || volume.IsAnonymous)
            && filter.Takes(volume));
        if (names.Count > 0)
            call.Streams.Out.Write("Deleted Volumes:\n" + string.Concat(names.Select(name => name + "\n")) + "\n");
        call.Streams.Out.Write($"Total reclaimed space: {Human.Size(freed, 4)}\n");
        return Task.FromResult(0);
    }
}
