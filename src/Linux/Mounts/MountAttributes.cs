// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Mounts;

/// <summary>
/// What mount_setattr(2) is asked to do to a mount: first the bits of <see cref="Clear"/> go, then the bits of
/// <see cref="Set"/> come (MOUNT_ATTR_*). <see cref="Set"/> alone is what fsmount(2) takes for a new mount.
/// </summary>
public readonly record struct MountAttributes(ulong Set, ulong Clear)
{
    /// <summary>True when there is nothing to do, so that the call can be left out.</summary>
    public bool IsEmpty => (Set | Clear) == 0;
}
