// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>FROM [--platform=PLATFORM] IMAGE [AS NAME]</c>: begins a stage.</summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Image">An image, an earlier stage, or <c>scratch</c>.</param>
/// <param name="Name">What follows AS, in lower case; null without it.</param>
/// <param name="Platform">Null without the flag.</param>
public sealed record FromInstruction(InstructionSource Source, string Image, string? Name, string? Platform)
    : Instruction(Source)
{
    public override string Keyword => "FROM";

    private protected override Instruction Expanded(IWordExpander expander) =>
        this with { Image = expander.Expand(Image), Platform = Platform is null ? null : expander.Expand(Platform) };
}
