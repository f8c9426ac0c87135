// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands;

internal static class RemoveImageCommand
{
    public static readonly Command Row =
        new(["image rm", "image remove", "rmi"], "IMAGE [IMAGE...]", "Remove one or more images")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("force", 'f', FlagKind.Bool,
                "Remove an image of several repositories or of stopped containers too, and do not mind one that is not there"),
            new("no-prune", '\0', FlagKind.Bool, "Accepted for docker's sake: there are no untagged parents"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        bool force = call.Flags.Bool("force");
        bool failed = false;
        IReadOnlyList<ImageUser> users = call.Containers.ImageUsers();
        foreach (string name in call.Arguments)
        {
            try
            {
                foreach (RemovalStep step in call.Images.Remove(name, force, users))
                    call.Streams.Out.Write(step + "\n");
            }
            catch (System.Exception e) when (e is EngineException or SpecException)
            {
                // The others are removed all the same. As docker: with --force what is not there is no failure.
                call.Streams.Error.Write($"Error: {e.Message}\n");
                failed |= !(force && e is EngineException { Fault: EngineFault.NotFound });
            }
        }
        return Task.FromResult(failed ? 1 : 0);
    }
}
