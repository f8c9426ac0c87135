// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class TopCommand
{
    // Docker's columns are wider here than elsewhere.
    private const int Width = 20;

    public static readonly Command Row =
        new(["container top", "top"], "CONTAINER [ps OPTIONS]", "Display the running processes of a container")
        {
            Count = (1, int.MaxValue),
            TakesCommand = true,
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        ProcessTable processes = call.Containers.Top(call.Arguments[0], call.Arguments[1..]);
        var table = new Table(Width);
        table.Add([.. processes.Titles]);
        foreach (string[] process in processes.Processes)
            table.Add(process);
        table.Write(call.Streams.Out);
        return Task.FromResult(0);
    }
}
