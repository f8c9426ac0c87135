// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Mounts;

/// <summary>One row of <see cref="MountOptionTable"/>.</summary>
/// <param name="Name">The option string of the spec.</param>
/// <param name="Kind">Which part of <see cref="MountOptions"/> the row changes.</param>
/// <param name="Bits">
/// MS_* for flags and propagation, MOUNT_ATTR_* for recursive attributes, an enum's value otherwise.
/// </param>
/// <param name="Clears">True for the forms that take a flag away (<c>dev</c> clears MS_NODEV).</param>
internal readonly record struct MountOption(string Name, MountOptionKind Kind, ulong Bits, bool Clears);

internal enum MountOptionKind
{
    /// <summary>Says nothing: <c>defaults</c>.</summary>
    Nothing,

    /// <summary>A flag of mount(2).</summary>
    Flag,

    /// <summary>A propagation type, applied after the mount is in place.</summary>
    Propagation,

    /// <summary>An attribute for mount_setattr(2) with AT_RECURSIVE.</summary>
    Recursive,

    /// <summary>An <see cref="IdMapKind"/>.</summary>
    IdMap,

    /// <summary>A <see cref="MountExtras"/> bit.</summary>
    Extra,
}
