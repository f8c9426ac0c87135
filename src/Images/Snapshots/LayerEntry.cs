// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Images.Snapshots;

/// <summary>What one of several stacked directories has at a path.</summary>
/// <param name="Index">Which directory: 0 for the highest.</param>
/// <param name="Status">Null for a whiteout: the directory takes away what those below it have.</param>
public readonly record struct LayerEntry(int Index, FileStatus? Status);
