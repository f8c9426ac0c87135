// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands;

internal static class CompletionCommand
{
    public static readonly Command Row =
        new(["completion"], "bash|zsh|fish", "Generate the autocompletion script for the specified shell")
        {
            Count = (1, 1),
            Run = static call =>
            {
                call.Streams.Out.Write(call.Arguments[0] switch
                {
                    "bash" => CompletionScript.Bash(),
                    "zsh" => CompletionScript.Zsh(),
                    "fish" => CompletionScript.Fish(),
                    { } shell =>
                        throw new EngineException(
                            EngineFault.InvalidArgument, $"no completion for \"{shell}\": there is bash, zsh and fish"),
                });
                return Task.FromResult(0);
            },
        };
}
