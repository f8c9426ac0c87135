// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers.Execs;

namespace Husk.Cli.Commands.Containers;

/// <summary>What `exec -d -t` leaves behind: it reads the terminal, standard input, until nobody is in it any more. Not
/// for people.</summary>
internal static class ExecDrainCommand
{
    public static readonly Command Row = new(["exec-drain"], "", "Read what nobody looks at")
    {
        Count = (0, 0),
        IsHidden = true,
        Run = static _ =>
        {
            ExecProcess.Drain();
            return Task.FromResult(0);
        },
    };
}
