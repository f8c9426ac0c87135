// SPDX-License-Identifier: Apache-2.0
namespace Husk.Proofs;

/// <summary>One system call that a process was seen to make.</summary>
/// <param name="Name">Its name, as strace(1) has it.</param>
/// <param name="Result">What it returned; -1 beside an error.</param>
/// <param name="Error">The error's name, or null.</param>
/// <param name="Text">The arguments, where the witness tells them.</param>
internal sealed record TracedCall(string Name, long Result, string? Error, string Text = "");
