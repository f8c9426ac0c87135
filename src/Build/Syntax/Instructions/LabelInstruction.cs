// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>LABEL NAME=VALUE...</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Labels">At least one.</param>
public sealed record LabelInstruction(InstructionSource Source, IReadOnlyList<Assignment> Labels) : Instruction(Source)
{
    public override string Keyword => "LABEL";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Labels = Assignment.Expand(Labels, expander),
    };
}
