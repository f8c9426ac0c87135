// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>ONBUILD INSTRUCTION</c>: kept in the image for the build that stands on it.</summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Trigger">The instruction's text with its heredocs, as the image keeps it.</param>
/// <param name="Instruction">What it says, as it would be read here.</param>
public sealed record OnbuildInstruction(InstructionSource Source, string Trigger, Instruction Instruction)
    : Instruction(Source)
{
    public override string Keyword => "ONBUILD";
}
