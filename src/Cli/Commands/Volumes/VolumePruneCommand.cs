// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

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
            Pruning.Force,
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        VolumeFilter filter = FilterOf(call, call.Flags.List("filter"));
        bool all = call.Flags.Bool("all") || filter.All;
        return Pruning.Run(call, $"WARNING! This will remove {Which(all)}.\n", Of(call, all, filter));
    }

    /// <summary>Docker's words for what goes.</summary>
    public static string Which(bool all) =>
        $"{(all ? "all" : "anonymous")} local volumes not used by at least one container";

    public static VolumeFilter FilterOf(Invocation call, IEnumerable<string> conditions) =>
        new(conditions, ["label", "label!", "all"], call.Containers.VolumeUsers);

    public static Func<Pruning> Of(Invocation call, bool all, VolumeFilter filter) => () =>
    {
        (IReadOnlyList<string> names, long freed) = call.Containers.PruneVolumes(
            volume => (all || volume.IsAnonymous) && filter.Takes(volume));
        return new Pruning("Deleted Volumes", names, freed);
    };
}
