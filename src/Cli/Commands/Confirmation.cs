// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.Output;

namespace Husk.Cli.Commands;

/// <summary>What is asked before much is removed.</summary>
internal static class Confirmation
{
    public static bool Given(Streams streams, string warning)
    {
        streams.Out.Write(warning);
        streams.Out.Write("Are you sure you want to continue? [y/N] ");
        return Streams.ReadLine() is "y" or "Y";
    }
}
