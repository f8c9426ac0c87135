// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>COPY [--from=...] [--chown=...] [--chmod=...] [--link] [--parents] [--exclude=...] SOURCE...
/// DESTINATION</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Words">Sources, destination, and what becomes of the files.</param>
/// <param name="From">The stage, image or context that is copied from, which may not be a variable; null for the build
/// context.</param>
/// <param name="KeepsParents">Whether a source's directories are made at the destination.</param>
public sealed record CopyInstruction(InstructionSource Source, CopyWords Words, string? From, bool KeepsParents)
    : Instruction(Source)
{
    public override string Keyword => "COPY";

    private protected override Instruction Expanded(IWordExpander expander) => this with
    {
        Words = Words.Expand(expander),
    };
}
