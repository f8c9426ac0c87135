// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>STOPSIGNAL SIGNAL</c>, a name or a number.</summary>
public sealed record StopsignalInstruction(InstructionSource Source, string Signal) : Instruction(Source)
{
    public override string Keyword => "STOPSIGNAL";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Signal = expander.Expand(Signal),
    };
}
