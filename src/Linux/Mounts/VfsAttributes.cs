// SPDX-License-Identifier: Apache-2.0
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// From mount(2)'s flags to mount_setattr(2)'s attributes, with the access-time rules of both.
/// </summary>
/// <remarks>
/// mount(2) keeps noatime, relatime and strictatime as three flags of which the kernel lets strictatime win over
/// noatime and falls back to relatime (fs/namespace.c, path_mount); mount_setattr(2) keeps them as one field of three
/// values in which relatime is zero, and refuses a value unless the whole field is cleared first
/// ("MOUNT_ATTR__ATIME - changing access-time settings"). nodiratime is a bit of its own in both.
/// </remarks>
internal static class VfsAttributes
{
    /// <summary>The attributes that are plain bits, set or not.</summary>
    private const ulong Plain =
        MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOSYMFOLLOW;

    private const ulong AtimeField = MOUNT_ATTR__ATIME;

    private const ulong AtimeFlags = MS_NOATIME | MS_NODIRATIME | MS_RELATIME | MS_STRICTATIME;

    /// <summary>Only what the options name.</summary>
    internal static MountAttributes Named(ulong flagsSet, ulong flagsCleared)
    {
        MountAttributes atime = Atime(flagsSet);
        return new MountAttributes(PlainBits(flagsSet) | atime.Set, PlainBits(flagsCleared) | atime.Clear);
    }

    /// <summary>What the options name, and nothing else left on the mount.</summary>
    internal static MountAttributes Exactly(ulong flagsSet, ulong flagsCleared)
    {
        MountAttributes named = Named(flagsSet, flagsCleared);
        return named with { Clear = named.Clear | (Plain & ~named.Set) };
    }

    /// <summary>What the options name, and of the rest only what the kernel never locks taken away.</summary>
    internal static MountAttributes KeepingLocked(ulong flagsSet, ulong flagsCleared)
    {
        MountAttributes named = Named(flagsSet, flagsCleared);
        return named with { Clear = named.Clear | (MOUNT_ATTR_NOSYMFOLLOW & ~named.Set) };
    }

    /// <summary>One more <c>r*</c> option on top of those before it.</summary>
    internal static MountAttributes With(MountAttributes before, ulong attribute, bool clears)
    {
        // Of the access-time field every option clears the whole; a "no" form lets go of its own value only, so that
        // rnoatime,rnostrictatime stays noatime. MOUNT_ATTR_RELATIME is zero, hence the test by mask.
        if ((attribute & AtimeField) == attribute)
        {
            ulong chosen = before.Set & AtimeField;
            ulong value = !clears ? attribute : chosen == attribute ? MOUNT_ATTR_RELATIME : chosen;
            return new MountAttributes((before.Set & ~AtimeField) | value, before.Clear | AtimeField);
        }

        return clears
            ? new MountAttributes(before.Set & ~attribute, before.Clear | attribute)
            : new MountAttributes(before.Set | attribute, before.Clear & ~attribute);
    }

    /// <remarks>
    /// Options that only take access-time flags away (<c>atime</c>, <c>norelatime</c>) change nothing: a remount
    /// without any of the four flags preserves what the mount has (fs/namespace.c, path_mount: "The default atime for
    /// remount is preservation"), and one flag among them decides all.
    /// </remarks>
    private static MountAttributes Atime(ulong flagsSet)
    {
        if ((flagsSet & AtimeFlags) == 0)
        {
            return default;
        }

        ulong field = Bit(flagsSet, MS_STRICTATIME, MOUNT_ATTR_STRICTATIME);
        field = field != 0 ? field : Bit(flagsSet, MS_NOATIME, MOUNT_ATTR_NOATIME);
        return (flagsSet & MS_NODIRATIME) != 0
            ? new MountAttributes(field | MOUNT_ATTR_NODIRATIME, AtimeField)
            : new MountAttributes(field, AtimeField | MOUNT_ATTR_NODIRATIME);
    }

    private static ulong PlainBits(ulong flags) =>
        Bit(flags, MS_RDONLY, MOUNT_ATTR_RDONLY)
        | Bit(flags, MS_NOSUID, MOUNT_ATTR_NOSUID)
        | Bit(flags, MS_NODEV, MOUNT_ATTR_NODEV)
        | Bit(flags, MS_NOEXEC, MOUNT_ATTR_NOEXEC)
        | Bit(flags, MS_NOSYMFOLLOW, MOUNT_ATTR_NOSYMFOLLOW);

    private static ulong Bit(ulong flags, ulong flag, ulong attribute) => (flags & flag) != 0 ? attribute : 0;
}
