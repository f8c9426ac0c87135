// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>What a monitor calls for a log file that it has rotated: from standard input to standard output. Not for
/// people.</summary>
internal static class LogCompressCommand
{
    public static readonly Command Row = new(["log-compress"], "", "Compress a rotated log")
    {
        Count = (0, 0),
        IsHidden = true,
        Run = static _ =>
        {
            ContainerEngine.CompressLog();
            return Task.FromResult(0);
        },
    };
}
