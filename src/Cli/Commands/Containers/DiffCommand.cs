// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Containers;

internal static class DiffCommand
{
    public static readonly Command Row = new(
        ["container diff", "diff"], "CONTAINER", "Inspect changes to files or directories on a container's filesystem")
    {
        Count = (1, 1),
        Run = static call =>
        {
            call.Streams.Out.Write(
                string.Concat(call.Containers.Changes(call.Arguments[0]).Select(change => change + "\n")));
            return Task.FromResult(0);
        },
    };
}
