// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>RUN [--mount=...] [--network=...] [--security=...] COMMAND</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Command">Its variables are the shell's.</param>
/// <param name="Heredocs">In their order on the line.</param>
/// <param name="Mounts">In their order.</param>
/// <param name="Network">The network it sees.</param>
/// <param name="Security">How much it may do.</param>
public sealed record RunInstruction(
    InstructionSource Source,
    CommandLine Command,
    IReadOnlyList<Heredoc> Heredocs,
    IReadOnlyList<MountFlag> Mounts,
    RunNetwork Network,
    RunSecurity Security) : Instruction(Source)
{
    public override string Keyword => "RUN";

    private protected override Instruction Expanded(IWordExpander expander) =>
        this with { Mounts = [.. Mounts.Select(mount => mount with { Mount = mount.Resolve(expander) })] };
}
