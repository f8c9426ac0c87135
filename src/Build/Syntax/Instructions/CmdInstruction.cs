// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>CMD COMMAND</c>: the default command, or the default words behind ENTRYPOINT's.</summary>
public sealed record CmdInstruction(InstructionSource Source, CommandLine Command) : Instruction(Source)
{
    public override string Keyword => "CMD";
}
