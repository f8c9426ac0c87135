// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary><c>ENTRYPOINT COMMAND</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Command">No words: there is none any more.</param>
public sealed record EntrypointInstruction(InstructionSource Source, CommandLine Command) : Instruction(Source)
{
    public override string Keyword => "ENTRYPOINT";
}
