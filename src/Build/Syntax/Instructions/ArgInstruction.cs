// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>ARG NAME[=DEFAULT]...</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Definitions">At least one.</param>
public sealed record ArgInstruction(InstructionSource Source, IReadOnlyList<ArgDefinition> Definitions)
    : Instruction(Source)
{
    public override string Keyword => "ARG";

    /// <remarks>All at once; where a definition shall see the one before it, expand <see cref="ArgDefinition"/>s one by
    /// one.</remarks>
    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Definitions = [.. Definitions.Select(each => new ArgDefinition(
            expander.Expand(each.Name), each.Default is null ? null : expander.Expand(each.Default)))],
    };
}
