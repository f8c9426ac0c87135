// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>ADD [--chown=...] [--chmod=...] [--link] [--keep-git-dir] [--checksum=...] [--unpack=...]
/// [--exclude=...] SOURCE... DESTINATION</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Words">Sources, destination, and what becomes of the files.</param>
/// <param name="KeepsGitDirectory">Whether <c>.git</c> stays; null without the flag.</param>
/// <param name="Checksum">What a URL's or a repository's content is to be; null without the flag.</param>
/// <param name="Unpacks">Whether archives are unpacked; null for local ones only.</param>
public sealed record AddInstruction(
    InstructionSource Source,
    CopyWords Words,
    bool? KeepsGitDirectory,
    string? Checksum,
    bool? Unpacks) : Instruction(Source)
{
    public override string Keyword => "ADD";

    private protected override Instruction Expanded(IWordExpander expander) =>
        this with { Words = Words.Expand(expander), Checksum = Checksum is null ? null : expander.Expand(Checksum) };
}
