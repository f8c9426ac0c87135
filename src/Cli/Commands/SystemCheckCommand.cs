// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands;

internal static class SystemCheckCommand
{
    public static readonly Command Row =
        new(["system fsck"], "", "Check that images, layers, containers and names agree")
        {
            Flags = [new("repair", '\0', FlagKind.Bool, "Take away what is damaged; what was pulled can be pulled again")],
            Run = static call =>
            {
                bool repair = call.Flags.Bool("repair");
                // Containers first: their layers are somebody's as long as they are.
                IReadOnlyList<string> wrong = [.. call.Containers.Check(repair), .. call.Images.Check(repair)];
                foreach (string line in wrong)
                    call.Streams.Out.Write(line + "\n");
                return Task.FromResult(wrong.Count == 0 || repair ? 0 : 1);
            },
        };
}
