// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Containers;
using Husk.Engine;

namespace Husk.Cli.Commands.Volumes;

internal static class VolumeRemoveCommand
{
    public static readonly Command Row = new(["volume rm", "volume remove"], "VOLUME [VOLUME...]",
        "Remove one or more volumes")
    {
        Count = (1, int.MaxValue),
        Description = "Remove one or more volumes. You cannot remove a volume that is in use by a container.",
        Flags = [new("force", 'f', FlagKind.Bool, "Say nothing of volumes that are not there")],
        Run = static call => EachContainer.Print(call, name =>
        {
            try
            {
                call.Containers.RemoveVolume(name);
            }
            catch (EngineException missing) when (missing.Fault == EngineFault.NotFound && call.Flags.Bool("force"))
            {
                // As docker: what was wanted is so.
            }
            return name;
        }),
    };
}
