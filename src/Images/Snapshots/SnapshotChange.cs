// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace Husk.Images.Snapshots;

/// <summary>One line of <c>husk diff</c>.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Path">The path from the root, beginning with <c>/</c>; names are bytes.</param>
public readonly record struct SnapshotChange(ChangeKind Kind, byte[] Path)
{
    /// <summary>As docker prints it: <c>C /etc</c>.</summary>
    public override string ToString()
    {
        char letter = Kind switch
        {
            ChangeKind.Added => 'A',
            ChangeKind.Deleted => 'D',
            _ => 'C',
        };
        return $"{letter} {Encoding.UTF8.GetString(Path)}";
    }
}
