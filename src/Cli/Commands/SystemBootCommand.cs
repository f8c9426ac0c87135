// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands;

/// <summary>What docker's daemon does when it begins.</summary>
internal static class SystemBootCommand
{
    public static readonly Command Row =
        new(["system boot"], "", "Start what its restart policy wants to run, when the host has come up")
        {
            Run = static call =>
            {
                int code = 0;
                call.Containers.Boot(started => call.Streams.Out.Write(started.Name + "\n"), (container, reason) =>
                {
                    call.Streams.Error.Write($"Error: start {container.Name}: {reason}\n");
                    code = 1;
                });
                return Task.FromResult(code);
            },
        };
}
