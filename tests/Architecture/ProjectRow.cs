// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Architecture;

/// <summary>What ARCHITECTURE.md allows a project.</summary>
/// <param name="Name">Its folder below src/.</param>
/// <param name="References">Projects it may name.</param>
/// <param name="Packages">Packages it may name.</param>
/// <param name="Unsafe">`yes`, `no`, or the folder that unsafe code may stand in (`Init/ only`).</param>
/// <param name="Exists">False while it is planned.</param>
internal sealed record ProjectRow(
    string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages, string Unsafe, bool Exists)
{
    public bool AllowsUnsafe(string path)
    {
        string inner = path[("src/" + Name + "/").Length..];
        return Unsafe == "yes"
            || (Unsafe.EndsWith("/ only", System.StringComparison.Ordinal)
            && inner.StartsWith(Unsafe[..^5], System.StringComparison.Ordinal));
    }
}
