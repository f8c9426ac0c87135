// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.ChildCode;

/// <summary>Something the child's code can reach and may not.</summary>
/// <param name="Path">The functions from the root to the one that holds the instruction.</param>
/// <param name="Transfer">The instruction; null when control runs past the end of the last function.</param>
/// <param name="Target">The symbol it goes to; null when it cannot be told.</param>
/// <param name="Reason">Why that is forbidden.</param>
internal sealed record Finding(IReadOnlyList<string> Path, Transfer? Transfer, string? Target, string Reason)
{
    public override string ToString() =>
        $"{string.Join(" -> ", Path)} -> {Target ?? "?"}: {Reason}"
            + (Transfer is null ? "" : $" ({Transfer.Address:x}: {Transfer.Text})");
}
