// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Snapshots;

/// <summary>What became of a path.</summary>
public enum ChangeKind
{
    Modified,
    Added,
    Deleted,
}
