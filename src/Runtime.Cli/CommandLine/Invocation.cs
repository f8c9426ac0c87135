// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>What a command is run with.</summary>
/// <param name="Options">The flags before the command.</param>
/// <param name="Flags">The flags after it.</param>
/// <param name="Arguments">The words after those.</param>
/// <param name="Out">Where the answer goes.</param>
/// <param name="Log">Where everything else goes.</param>
internal sealed record Invocation(
    GlobalOptions Options, FlagValues Flags, string[] Arguments, OutputStream Out, Log Log)
{
    /// <summary>The first argument: every command that takes one takes the container's id there.</summary>
    public string Id =>
        Arguments[0].Length > 0 ? Arguments[0] : throw new LifecycleException("container id cannot be empty");

    public StateStore Store { get; } = new(Options.Root);
}
