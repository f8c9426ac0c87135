// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>USER NAME[:GROUP]</c></summary>
public sealed record UserInstruction(InstructionSource Source, string User) : Instruction(Source)
{
    public override string Keyword => "USER";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        User = expander.Expand(User),
    };
}
