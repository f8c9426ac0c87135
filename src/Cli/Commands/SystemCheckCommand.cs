// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands;

internal static class SystemCheckCommand
{
    public static readonly Command Row = new(["system fsck"], "", "Check that images, layers and names agree")
    {
        Flags = [new("repair", '\0', FlagKind.Bool, "Take away what is damaged; what was pulled can be pulled again")],
        Run = static call =>
        {
            IReadOnlyList<string> wrong = call.Images.Check(call.Flags.Bool("repair"));
            foreach (string line in wrong)
                call.Streams.Out.Write(line + "\n");
            return Task.FromResult(wrong.Count == 0 || call.Flags.Bool("repair") ? 0 : 1);
        },
    };
}
