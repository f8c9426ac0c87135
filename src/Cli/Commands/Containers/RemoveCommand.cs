// SPDX-License-Identifier: Apache-2.0
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
            new("link", 'l', FlagKind.Bool, "Remove the link CONTAINER/ALIAS, and not the container"),
            new("volumes", 'v', FlagKind.Bool, "Remove anonymous volumes associated with the container"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        if (call.Flags.Bool("link"))
            return EachContainer.Do(call, call.Containers.RemoveLink);
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
