// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.ChildCode;

/// <summary>The instructions from one symbol to the next.</summary>
internal sealed class NativeFunction(string name, ulong start)
{
    public string Name { get; } = name;

    public ulong Start { get; } = start;

    /// <summary>Where the next symbol of the section stands; behind the first byte of the last instruction in the
    /// section's last function.</summary>
    public ulong End { get; set; } = ulong.MaxValue;

    public List<Transfer> Transfers { get; } = [];

    /// <summary>Control can run past the last instruction into the next function.</summary>
    public bool FallsThrough { get; set; }

    public bool Contains(ulong address) => address >= Start && address < End;
}
