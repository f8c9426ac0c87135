// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands.Containers;

internal static class RemoveCommand
{
    public static readonly Command Row =
        new(["container rm", "container remove", "rm"], "CONTAINER [CONTAINER...]", "Remove one or more containers")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("force", 'f', FlagKind.Bool, "Force the removal of a running container (uses SIGKILL)"),
            new("link", 'l', FlagKind.Bool, "Remove the specified link"),
            new("volumes", 'v', FlagKind.Bool, "Remove anonymous volumes associated with the container"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        // What is not there comes first.
        if (call.Flags.Bool("link") && call.Arguments.All(name => call.Containers.Find(name) is not null))
        {
            throw new EngineException(EngineFault.InvalidArgument,
                "Husk does not remove links: disconnect the container from the network instead");
        }
        bool force = call.Flags.Bool("force");
        return EachContainer.Print(call, name =>
        {
            try
            {
                call.Containers.Remove(name, force, call.Flags.Bool("volumes"));
                return name;
            }
            catch (EngineException e) when (force && e.Fault is EngineFault.NotFound)
            {
                // With --force it is as wanted: told, and no failure.
                call.Streams.Error.Write($"Error: {e.Message}\n");
                return null;
            }
        });
    }
}
