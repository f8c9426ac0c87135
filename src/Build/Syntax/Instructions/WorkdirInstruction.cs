// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>WORKDIR PATH</c>, relative to the one before.</summary>
public sealed record WorkdirInstruction(InstructionSource Source, string Path) : Instruction(Source)
{
    public override string Keyword => "WORKDIR";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Path = expander.Expand(Path),
    };
}
