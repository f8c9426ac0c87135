// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;

namespace Husk.Cli.Commands;

/// <summary>What a `prune` has taken away.</summary>
/// <param name="Title"><c>Deleted Containers</c>.</param>
/// <param name="Lines">What it was.</param>
/// <param name="Freed">Bytes; null where nobody counts them.</param>
internal sealed record Pruning(string Title, IReadOnlyList<string> Lines, long? Freed)
{
    public static readonly Flag Filter =
        new("filter", '\0', FlagKind.List, "Provide filter values: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]",
            "filter")
        {
            // As it is read: of the others -f is the short form, here it is --force.
            Check = static text =>
            {
                if (!text.Contains('='))
                    throw new FormatException("bad format of filter (expected name=value)");
            },
        };

    public static readonly Flag Force = new("force", 'f', FlagKind.Bool, "Do not prompt for confirmation");

    /// <summary>Asks, unless it was forced, and tells of what went.</summary>
    /// <param name="call">With the flag <see cref="Force"/>.</param>
    /// <param name="warning">What will be removed.</param>
    /// <param name="prune">Removes; each part is told of once it is done.</param>
    public static Task<int> Run(Invocation call, string warning, params Func<Pruning>[] prune)
    {
        if (!call.Flags.Bool("force") && !Confirmation.Given(call.Streams, warning))
            return Task.FromResult(0);
        long? freed = null;
        foreach (Func<Pruning> part in prune)
        {
            Pruning pruned = part();
            pruned.Write(call.Streams.Out);
            freed = pruned.Freed is { } bytes ? bytes + (freed ?? 0) : freed;
        }

        if (freed is { } total)
            call.Streams.Out.Write($"Total reclaimed space: {Human.Size(total, 4)}\n");
        return Task.FromResult(0);
    }

    private void Write(TextWriter to)
    {
        if (Lines.Count > 0)
            to.Write($"{Title}:\n{string.Concat(Lines.Select(line => line + "\n"))}\n");
    }
}
