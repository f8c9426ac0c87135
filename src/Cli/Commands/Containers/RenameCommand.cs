// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands.Containers;

internal static class RenameCommand
{
    public static readonly Command Row = new(["container rename", "rename"], "CONTAINER NEW_NAME", "Rename a container")
    {
        Count = (2, 2),
        Run = static call =>
        {
            string old = call.Arguments[0].Trim(), name = call.Arguments[1].Trim();
            if (old.Length == 0 || name.Length == 0)
                throw new EngineException(EngineFault.InvalidArgument, "Neither old nor new names may be empty");
            try
            {
                call.Containers.Rename(old, name);
                return Task.FromResult(0);
            }
            catch (EngineException e)
            {
                call.Streams.Error.Write($"Error: {e.Message}\nError: failed to rename container named {old}\n");
                return Task.FromResult(1);
            }
        },
    };
}
