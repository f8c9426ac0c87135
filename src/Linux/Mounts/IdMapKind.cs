// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Mounts;

/// <summary>Whether a mount was asked to be id-mapped. Source: runtime-spec config.md, "Linux mount options".</summary>
public enum IdMapKind
{
    None,

    /// <summary><c>idmap</c>: this mount only.</summary>
    Mount,

    /// <summary><c>ridmap</c>: this mount and every mount below it (AT_RECURSIVE).</summary>
    Tree,
}
