// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class ImagePruneCommand
{
    public static readonly Command Row = new(["image prune"], "", "Remove unused images")
    {
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Remove all unused images, not just dangling ones"),
            new("filter", '\0', FlagKind.List, "Provide filter values: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]", "filter"),
            new("force", 'f', FlagKind.Bool, "Do not prompt for confirmation"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        bool all = call.Flags.Bool("all");
        if (!call.Flags.Bool("force") && !Confirmation.Given(call.Streams, Warning(all)))
            return Task.FromResult(0);
        var filter = ImageFilter.Parse(call.Flags.List("filter"), call.Images);
        HashSet<string> used = [.. call.Containers.ImageUsers().Select(user => user.Image)];
        PruneOutcome outcome = call.Images.Prune(image => (all || image.Names.Count == 0) && filter.Takes(image) && !used.Contains(image.Id.ToString()));
        if (outcome.Steps.Count > 0)
        {
            call.Streams.Out.Write("Deleted Images:\n");
            foreach (RemovalStep step in outcome.Steps)
                call.Streams.Out.Write((step.Deleted ? "deleted: " : "untagged: ") + step.What + "\n");
            call.Streams.Out.Write("\n");
        }
        call.Streams.Out.Write($"Total reclaimed space: {Human.Size(outcome.Freed, 4)}\n");
        return Task.FromResult(0);
    }

    private static string Warning(bool all) => all
        ? "WARNING! This will remove all images without at least one container associated to them.\n"
        : "WARNING! This will remove all dangling images.\n";
}
