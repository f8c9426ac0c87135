// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands;

internal static class SystemCheckCommand
{
    public static readonly Command Row =
        new(["system fsck"], "", "Check that images, layers, containers, volumes, networks and names agree")
        {
            Flags =
            [
                new("repair", '\0', FlagKind.Bool,
                    "Take away what can be pulled or made again; containers, volumes and networks that are damaged stay"),
            ],
            Run = static call =>
            {
                bool repair = call.Flags.Bool("repair");
                IReadOnlyList<string> wrong = Check(call, repair);
                foreach (string line in wrong)
                    call.Streams.Out.Write(line + "\n");
                IReadOnlyList<string> stays = repair && wrong.Count > 0 ? Check(call, repair: false) : wrong;
                if (repair && stays.Count > 0)
                    call.Streams.Error.Write($"Error: not repaired:\n{string.Concat(stays.Select(line => line + "\n"))}");
                return Task.FromResult(stays.Count == 0 ? 0 : 1);
            },
        };

    // Containers first: their layers are somebody's as long as they are.
    private static IReadOnlyList<string> Check(Invocation call, bool repair) =>
        [.. call.Containers.Check(repair), .. call.Images.Check(repair)];
}
