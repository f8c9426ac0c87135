// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>ENV NAME=VALUE...</c>, each of which sees the values from before the instruction.</summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Variables">At least one.</param>
public sealed record EnvInstruction(InstructionSource Source, IReadOnlyList<Assignment> Variables) : Instruction(Source)
{
    public override string Keyword => "ENV";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Variables = Assignment.Expand(Variables, expander),
    };
}
