// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// Flags as words, the way strace prints them: <c>MS_NOSUID|MS_NODEV</c>, <c>0</c> for none, hex for unknown bits.
/// </summary>
public static class MountFlagNames
{
    private static readonly (ulong Bits, string Name)[] MsNames =
    [
        (MS_RDONLY, "MS_RDONLY"),
        (MS_NOSUID, "MS_NOSUID"),
        (MS_NODEV, "MS_NODEV"),
        (MS_NOEXEC, "MS_NOEXEC"),
        (MS_SYNCHRONOUS, "MS_SYNCHRONOUS"),
        (MS_REMOUNT, "MS_REMOUNT"),
        (MS_MANDLOCK, "MS_MANDLOCK"),
        (MS_DIRSYNC, "MS_DIRSYNC"),
        (MS_NOSYMFOLLOW, "MS_NOSYMFOLLOW"),
        (MS_NOATIME, "MS_NOATIME"),
        (MS_NODIRATIME, "MS_NODIRATIME"),
        (MS_BIND, "MS_BIND"),
        (MS_MOVE, "MS_MOVE"),
        (MS_REC, "MS_REC"),
        (MS_SILENT, "MS_SILENT"),
        (MS_UNBINDABLE, "MS_UNBINDABLE"),
        (MS_PRIVATE, "MS_PRIVATE"),
        (MS_SLAVE, "MS_SLAVE"),
        (MS_SHARED, "MS_SHARED"),
        (MS_RELATIME, "MS_RELATIME"),
        (MS_I_VERSION, "MS_I_VERSION"),
        (MS_STRICTATIME, "MS_STRICTATIME"),
        (MS_LAZYTIME, "MS_LAZYTIME"),
    ];

    private static readonly (ulong Bits, string Name)[] AttributeNames =
    [
        (MOUNT_ATTR_RDONLY, "MOUNT_ATTR_RDONLY"),
        (MOUNT_ATTR_NOSUID, "MOUNT_ATTR_NOSUID"),
        (MOUNT_ATTR_NODEV, "MOUNT_ATTR_NODEV"),
        (MOUNT_ATTR_NOEXEC, "MOUNT_ATTR_NOEXEC"),
        (MOUNT_ATTR__ATIME, "MOUNT_ATTR__ATIME"),
        (MOUNT_ATTR_NOATIME, "MOUNT_ATTR_NOATIME"),
        (MOUNT_ATTR_STRICTATIME, "MOUNT_ATTR_STRICTATIME"),
        (MOUNT_ATTR_NODIRATIME, "MOUNT_ATTR_NODIRATIME"),
        (MOUNT_ATTR_IDMAP, "MOUNT_ATTR_IDMAP"),
        (MOUNT_ATTR_NOSYMFOLLOW, "MOUNT_ATTR_NOSYMFOLLOW"),
    ];

    /// <summary>The flags argument of mount(2).</summary>
    public static string MsFlags(ulong flags) => Join(flags, MsNames);

    /// <summary>The attributes of fsmount(2), or attr_set or attr_clr of mount_setattr(2).</summary>
    public static string Attributes(ulong attributes) => Join(attributes, AttributeNames);

    private static string Join(ulong flags, ReadOnlySpan<(ulong Bits, string Name)> names)
    {
        if (flags == 0)
        {
            return "0";
        }

        var text = new StringBuilder();
        foreach ((ulong bits, string name) in names)
        {
            if ((flags & bits) == bits)
            {
                flags &= ~bits;
                text.Append(text.Length == 0 ? "" : "|").Append(name);
            }
        }

        if (flags != 0)
        {
            text.Append(text.Length == 0 ? "0x" : "|0x").Append(flags.ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
