// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Names of the flags and commands that planned calls take.</summary>
internal static class CallFlags
{
    private static readonly (ulong Bit, string Name)[] Namespaces =
    [
        (CLONE_NEWUSER, nameof(CLONE_NEWUSER)), (CLONE_NEWPID, nameof(CLONE_NEWPID)),
        (CLONE_NEWNS, nameof(CLONE_NEWNS)),
        (CLONE_NEWNET, nameof(CLONE_NEWNET)), (CLONE_NEWIPC, nameof(CLONE_NEWIPC)),
        (CLONE_NEWUTS, nameof(CLONE_NEWUTS)),
        (CLONE_NEWCGROUP, nameof(CLONE_NEWCGROUP)), (CLONE_NEWTIME, nameof(CLONE_NEWTIME)),
        (CLONE_PIDFD, nameof(CLONE_PIDFD)),
        (CLONE_PARENT, nameof(CLONE_PARENT)), (CLONE_CLEAR_SIGHAND, nameof(CLONE_CLEAR_SIGHAND)),
        (CLONE_INTO_CGROUP, nameof(CLONE_INTO_CGROUP)),
    ];

    private static readonly (ulong Bit, string Name)[] Resolving =
    [
        (RESOLVE_IN_ROOT, nameof(RESOLVE_IN_ROOT)), (RESOLVE_BENEATH, nameof(RESOLVE_BENEATH)),
        (RESOLVE_NO_MAGICLINKS, nameof(RESOLVE_NO_MAGICLINKS)),
        (RESOLVE_NO_SYMLINKS, nameof(RESOLVE_NO_SYMLINKS)), (RESOLVE_NO_XDEV, nameof(RESOLVE_NO_XDEV)),
    ];

    private static readonly (ulong Bit, string Name)[] Tree =
    [
        (OPEN_TREE_CLONE, nameof(OPEN_TREE_CLONE)), (OPEN_TREE_CLOEXEC, nameof(OPEN_TREE_CLOEXEC)),
        (AT_RECURSIVE, nameof(AT_RECURSIVE)),
        (AT_EMPTY_PATH, nameof(AT_EMPTY_PATH)), (AT_SYMLINK_NOFOLLOW, nameof(AT_SYMLINK_NOFOLLOW)),
    ];

    private static readonly (ulong Bit, string Name)[] Path =
    [
        (AT_EMPTY_PATH, nameof(AT_EMPTY_PATH)), (AT_RECURSIVE, nameof(AT_RECURSIVE)),
        (AT_SYMLINK_NOFOLLOW, nameof(AT_SYMLINK_NOFOLLOW)),
        (AT_EACCESS, nameof(AT_EACCESS)),
    ];

    private static readonly (ulong Bit, string Name)[] Move =
    [
        (MOVE_MOUNT_F_EMPTY_PATH, nameof(MOVE_MOUNT_F_EMPTY_PATH)),
        (MOVE_MOUNT_T_EMPTY_PATH, nameof(MOVE_MOUNT_T_EMPTY_PATH)),
    ];

    private static readonly Dictionary<(char, long), string> Values = new()
    {
        [('F', FSCONFIG_SET_FLAG)] = nameof(FSCONFIG_SET_FLAG),
        [('F', FSCONFIG_SET_STRING)] = nameof(FSCONFIG_SET_STRING),
        [('F', FSCONFIG_CMD_CREATE)] = nameof(FSCONFIG_CMD_CREATE),
        [('F', FSCONFIG_CMD_RECONFIGURE)] = nameof(FSCONFIG_CMD_RECONFIGURE),
        [('f', AF_UNIX)] = nameof(AF_UNIX),
        [('f', AF_INET)] = nameof(AF_INET),
        [('y', SOCK_SEQPACKET | SOCK_CLOEXEC)] = "SOCK_SEQPACKET|SOCK_CLOEXEC",
        [('y', SOCK_DGRAM | SOCK_CLOEXEC)] = "SOCK_DGRAM|SOCK_CLOEXEC",
        [('q', SIOCSIFFLAGS)] = nameof(SIOCSIFFLAGS),
        [('q', TIOCSPTLCK)] = nameof(TIOCSPTLCK),
        [('q', TIOCGPTPEER)] = nameof(TIOCGPTPEER),
        [('q', TIOCSWINSZ)] = nameof(TIOCSWINSZ),
        [('q', TIOCSCTTY)] = nameof(TIOCSCTTY),
        [('c', PR_CAPBSET_DROP)] = nameof(PR_CAPBSET_DROP),
        [('c', PR_SET_KEEPCAPS)] = nameof(PR_SET_KEEPCAPS),
        [('c', PR_SET_NO_NEW_PRIVS)] = nameof(PR_SET_NO_NEW_PRIVS),
        [('c', PR_CAP_AMBIENT)] = nameof(PR_CAP_AMBIENT),
        [('c', PR_SET_DUMPABLE)] = nameof(PR_SET_DUMPABLE),
    };

    public static string Of(char how, long value) => how switch
    {
        'E' => Names(Path, (ulong)value),
        'T' => Names(Tree, (ulong)value),
        'V' => Names(Move, (ulong)value),
        _ => Values.TryGetValue((how, value), out string? name)
            ? name
            : "0x" + value.ToString("x", CultureInfo.InvariantCulture),
    };

    public static string Clone(ulong flags) => Names(Namespaces, flags);

    public static string Resolve(int flags) => Names(Resolving, (uint)flags);

    private static string Names(ReadOnlySpan<(ulong Bit, string Name)> names, ulong flags)
    {
        var parts = new List<string>();
        foreach ((ulong bit, string name) in names)
        {
            if ((flags & bit) == bit)
            {
                parts.Add(name);
                flags &= ~bit;
            }
        }

        if (flags != 0 || parts.Count == 0)
        {
            parts.Add(flags == 0 ? "0" : "0x" + flags.ToString("x", CultureInfo.InvariantCulture));
        }

        return string.Join('|', parts);
    }
}
