// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class ImagePruneCommand
{
    public static readonly Command Row = new(["image prune"], "", "Remove unused images")
    {
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Remove all unused images, not just dangling ones"),
            Pruning.Filter,
            Pruning.Force,
        ],
        Run = static call => Pruning.Run(
            call,
            $"WARNING! This will remove {Which(call.Flags.Bool("all"))}.\n",
            Of(call, call.Flags.Bool("all"), call.Flags.List("filter"))),
    };

    /// <summary>Docker's words for what goes.</summary>
    public static string Which(bool all) =>
        all ? "all images without at least one container associated to them" : "all dangling images";

    public static Func<Pruning> Of(Invocation call, bool all, IReadOnlyList<string> conditions)
    {
        var filter = ImageFilter.Parse(conditions, ImageFilter.OfPrune, call.Images);
        // As docker: that what is to go need not dangle is said by a filter, too.
        bool named = all || filter.Dangling == false;
        return () =>
        {
            HashSet<string> used = [.. call.Containers.ImageUsers().Select(user => user.Image)];
            PruneOutcome outcome = call.Images.Prune(
                image => (named || image.Names.Count == 0)
                    && filter.TakesOtherwise(image) && !used.Contains(image.Id.ToString()));
            return new Pruning(
                "Deleted Images",
                [.. outcome.Steps.Select(step => (step.Deleted ? "deleted: " : "untagged: ") + step.What)],
                outcome.Freed);
        };
    }
}
