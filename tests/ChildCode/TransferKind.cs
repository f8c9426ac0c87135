// SPDX-License-Identifier: Apache-2.0
namespace Husk.ChildCode;

internal enum TransferKind
{
    /// <summary>The target is in the instruction.</summary>
    Direct,

    /// <summary>The target is in a word of memory whose address is in the instruction: how the GOT is used.</summary>
    ThroughMemory,

    /// <summary>The target is only known when the code runs.</summary>
    Unknown,
}
