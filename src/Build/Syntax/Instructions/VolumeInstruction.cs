// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>VOLUME PATH...</c> or <c>VOLUME ["PATH"...]</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Paths">At least one.</param>
public sealed record VolumeInstruction(InstructionSource Source, IReadOnlyList<string> Paths) : Instruction(Source)
{
    public override string Keyword => "VOLUME";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Paths = ExpandEach(Paths, expander),
    };
}
