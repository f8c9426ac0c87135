// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>EXPOSE PORT[-PORT][/PROTOCOL]...</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Ports">As written; what a variable holds may be several.</param>
public sealed record ExposeInstruction(InstructionSource Source, IReadOnlyList<string> Ports) : Instruction(Source)
{
    public override string Keyword => "EXPOSE";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Ports = [.. Ports.SelectMany(expander.ExpandWords)],
    };
}
