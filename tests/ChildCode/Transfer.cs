// SPDX-License-Identifier: Apache-2.0
namespace Husk.ChildCode;

/// <summary>An instruction that leaves the straight line: a call or a jump.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="Text">As objdump prints it.</param>
/// <param name="Kind">How the target is given.</param>
/// <param name="Target">The target's address; of <see cref="TransferKind.ThroughMemory"/>, the address of the word that
/// holds it.</param>
internal sealed record Transfer(ulong Address, string Text, TransferKind Kind, ulong Target);
