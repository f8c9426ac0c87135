// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>MAINTAINER WHO</c>: the image's author.</summary>
public sealed record MaintainerInstruction(InstructionSource Source, string Author) : Instruction(Source)
{
    public override string Keyword => "MAINTAINER";
}
