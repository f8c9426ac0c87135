// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkRemoveCommand
{
    public static readonly Command Row =
        new(["network rm", "network remove"], "NETWORK [NETWORK...]", "Remove one or more networks")
        {
            Count = (1, int.MaxValue),
            Flags = [new("force", 'f', FlagKind.Bool, "Do not fail where there is no such network")],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        bool failed = false;
        foreach (string name in call.Arguments)
        {
            try
            {
                call.Networks.Remove(name);
                call.Streams.Out.Write(name + "\n");
            }
            catch (EngineException e)
            {
                bool isFine = e.Fault == EngineFault.NotFound && call.Flags.Bool("force");
                if (!isFine)
                    call.Streams.Error.Write($"Error: {e.Message}\n");
                failed |= !isFine;
            }
        }

        return Task.FromResult(failed ? 1 : 0);
    }
}
