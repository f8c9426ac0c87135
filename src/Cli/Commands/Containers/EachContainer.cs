// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands.Containers;

/// <summary>The same to each container that was named, as docker: what fails is told, and the others have their turn.</summary>
internal static class EachContainer
{
    /// <summary>Prints each name for which it was done.</summary>
    public static Task<int> Do(Invocation call, Action<string> verb) => Print(call, name =>
    {
        verb(name);
        return name;
    });

    /// <summary>Prints for each what the verb says.</summary>
    public static Task<int> Print(Invocation call, Func<string, string?> verb)
    {
        bool failed = false;
        foreach (string name in call.Arguments)
        {
            try
            {
                if (verb(name) is { } line)
                    call.Streams.Out.Write(line + "\n");
            }
            catch (EngineException e)
            {
                call.Streams.Error.Write($"Error: {e.Message}\n");
                failed = true;
            }
        }
        return Task.FromResult(failed ? 1 : 0);
    }
}
