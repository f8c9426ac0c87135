// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>SHELL ["PROGRAM", "ARGUMENT"...]</c>: what the shell form is executed by from here on.</summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Words">At least one.</param>
public sealed record ShellInstruction(InstructionSource Source, IReadOnlyList<string> Words) : Instruction(Source)
{
    public override string Keyword => "SHELL";
}
