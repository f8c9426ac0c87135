// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Planned calls in the words of strace(1); a slot shows as the name of what it holds: `&lt;rootfs&gt;`.
/// </summary>
internal sealed class CallText(InitPlan plan)
{
    /// <summary>
    /// Each call's name and how its arguments read: d descriptor, s string, i number, o octal, x flags in hex, O open
    /// flags, H struct open_how, A struct mount_attr, C struct clone_args, N namespace flags, T open_tree flags,
    /// M mount(2) flags, E AT_* flags, F fsconfig command, V move_mount flags, R mount attributes, v argument vector,
    /// e environment, b bytes (their number is the next argument), p pointer, m device number, c capability prctl.
    /// </summary>
    private static readonly Dictionary<int, (string Name, string Arguments)> Signatures = new()
    {
        [SYS.socketpair] = ("socketpair", "fyip"),
        [SYS.openat] = ("openat", "dsO"),
        [SYS.openat2] = ("openat2", "dsHi"),
        [SYS.open_tree] = ("open_tree", "dsT"),
        [SYS.mount_setattr] = ("mount_setattr", "dsEAi"),
        [SYS.move_mount] = ("move_mount", "dsdsV"),
        [SYS.fsopen] = ("fsopen", "si"),
        [SYS.fspick] = ("fspick", "dsx"),
        [SYS.fsconfig] = ("fsconfig", "dFssi"),
        [SYS.fsmount] = ("fsmount", "diR"),
        [SYS.mount] = ("mount", "sssMp"),
        [SYS.umount2] = ("umount2", "sx"),
        [SYS.pivot_root] = ("pivot_root", "ss"),
        [SYS.chroot] = ("chroot", "s"),
        [SYS.chdir] = ("chdir", "s"),
        [SYS.fchdir] = ("fchdir", "d"),
        [SYS.clone3] = ("clone3", "Ci"),
        [SYS.setns] = ("setns", "dN"),
        [SYS.unshare] = ("unshare", "N"),
        [SYS.close] = ("close", "d"),
        [SYS.close_range] = ("close_range", "iix"),
        [SYS.read] = ("read", "dpi"),
        [SYS.write] = ("write", "dbi"),
        [SYS.sendto] = ("sendto", "dpix"),
        [SYS.recvfrom] = ("recvfrom", "dpix"),
        [SYS.sendmsg] = ("sendmsg", "dpx"),
        [SYS.mkdirat] = ("mkdirat", "dso"),
        [SYS.mknodat] = ("mknodat", "dsom"),
        [SYS.symlinkat] = ("symlinkat", "sds"),
        [SYS.unlinkat] = ("unlinkat", "dsi"),
        [SYS.fchownat] = ("fchownat", "dsiiE"),
        [SYS.fchmodat] = ("fchmodat", "dso"),
        [SYS.statx] = ("statx", "dsExp"),
        [SYS.fchown] = ("fchown", "dii"),
        [SYS.faccessat2] = ("faccessat2", "dsiE"),
        [SYS.umask] = ("umask", "o"),
        [SYS.sethostname] = ("sethostname", "si"),
        [SYS.setdomainname] = ("setdomainname", "si"),
        [SYS.setsid] = ("setsid", ""),
        [SYS.socket] = ("socket", "fyi"),
        [SYS.ioctl] = ("ioctl", "dqx"),
        [SYS.dup3] = ("dup3", "dii"),
        [SYS.prctl] = ("prctl", "cii"),
        [SYS.setgroups] = ("setgroups", "ip"),
        [SYS.setresgid] = ("setresgid", "iii"),
        [SYS.setresuid] = ("setresuid", "iii"),
        [SYS.capset] = ("capset", "pk"),
        [SYS.keyctl] = ("keyctl", "is"),
        [SYS.personality] = ("personality", "x"),
        [SYS.seccomp] = ("seccomp", "iip"),
        [SYS.rt_sigaction] = ("rt_sigaction", "Sppi"),
        [SYS.rt_sigprocmask] = ("rt_sigprocmask", "ippi"),
        [SYS.execveat] = ("execveat", "dsveE"),
        [SYS.memfd_create] = ("memfd_create", "sx"),
        [SYS.fcntl] = ("fcntl", "duu"),
        [SYS.execve] = ("execve", "sve"),
        [SYS.exit_group] = ("exit_group", "i"),
        [SYS.sched_setattr] = ("sched_setattr", "ipi"),
        [SYS.ioprio_set] = ("ioprio_set", "iix"),
        [SYS.set_mempolicy] = ("set_mempolicy", "ipi"),
        [SYS.sched_setaffinity] = ("sched_setaffinity", "iip"),
        [SYS.fsetxattr] = ("fsetxattr", "dsbii"),
        [SYS.prlimit64] = ("prlimit64", "iipp"),
    };

    /// <summary>As strace: of longer data only the beginning.</summary>
    private const int MostBytes = 32;

    /// <summary>The name alone, as strace prints it.</summary>
    public string NameOf(int call) =>
        Signatures.TryGetValue(plan.Calls.Span[call].Number, out (string Name, string) known)
            ? known.Name
            : $"syscall_{plan.Calls.Span[call].Number}";

    /// <summary>The call without its result.</summary>
    public string Of(int index)
    {
        PlannedCall call = plan.Calls.Span[index];
        var text = new StringBuilder(NameOf(index)).Append('(');
        string arguments = Signatures.TryGetValue(call.Number, out (string, string Arguments) known)
            ? known.Arguments
            : "xxxxxx";
        ReadOnlySpan<long> values = [call.A, call.B, call.C, call.D, call.E, call.F];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            var kind = (ArgumentKind)((call.Kinds >> (2 * i)) & 3);
            long next = i + 1 < values.Length ? values[i + 1] : 0;
            text.Append(
                kind == ArgumentKind.Slot ? Slot((int)values[i]) : Argument(arguments[i], values[i], next, kind));
        }

        return text.Append(')').ToString();
    }

    /// <summary>The name of the slot that takes the call's result, or null.</summary>
    public string? ResultOf(int index) => plan.Calls.Span[index].Result is >= 0 and int offset ? Slot(offset) : null;

    private string Slot(int offset) =>
        "<" + (plan.SlotNames.TryGetValue(offset, out string? name) ? name : "slot") + ">";

    private string Argument(char how, long value, long next, ArgumentKind kind)
    {
        if (kind == ArgumentKind.Number && how is 's' or 'p' or 'b' && value == 0)
        {
            return "NULL";
        }

        return how switch
        {
            'd' => value == AT_FDCWD ? "AT_FDCWD" : Number(value),
            's' when kind == ArgumentKind.Address => Strace.Quote(Bytes(value, -1)),
            'b' when kind == ArgumentKind.Address && next > MostBytes => Strace.Quote(Bytes(value, MostBytes)) + "...",
            'b' when kind == ArgumentKind.Address => Strace.Quote(Bytes(value, (int)next)),
            'o' => "0" + Convert.ToString(value, 8),
            'O' => Strace.OpenFlags((int)value),
            'H' => OpenHow(Read<open_how>(value)),
            'A' => MountAttributes(Read<mount_attr>(value)),
            'C' => "{flags=" + CallFlags.Clone(Read<clone_args>(value).flags) + "}",
            'N' => CallFlags.Clone((uint)value),
            'M' => MountFlagNames.MsFlags((ulong)value),
            'E' or 'T' or 'V' or 'F' or 'f' or 'y' or 'q' or 'c' => CallFlags.Of(how, value),
            'R' => MountFlagNames.Attributes((ulong)value),
            'S' => Signal.Name((int)value),
            'm' =>
                value == 0 ? "0" : string.Create(
                    CultureInfo.InvariantCulture,
                    $"makedev({(value >> 8) & 0xFFF}, {(value & 0xFF) | ((value >> 12) & ~0xFFL)})"),
            'v' => Vector(value),
            'e' => "/* environment */",
            _ when kind == ArgumentKind.Address => "...",
            'x' => value == 0 ? "0" : "0x" + value.ToString("x", CultureInfo.InvariantCulture),
            _ => Number(value),
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string OpenHow(open_how how) =>
        $"{{flags={Strace.OpenFlags((int)how.flags)}, resolve={CallFlags.Resolve((int)how.resolve)}}}";

    private static string MountAttributes(mount_attr attributes)
    {
        var parts = new List<string>();
        if (attributes.attr_set != 0 || (attributes.attr_clr == 0 && attributes.propagation == 0))
        {
            parts.Add("attr_set=" + MountFlagNames.Attributes(attributes.attr_set));
        }

        if (attributes.attr_clr != 0)
        {
            parts.Add("attr_clr=" + MountFlagNames.Attributes(attributes.attr_clr));
        }

        if (attributes.propagation != 0)
        {
            parts.Add("propagation=" + MountFlagNames.MsFlags(attributes.propagation));
        }

        return "{" + string.Join(", ", parts) + "}";
    }

    private string Vector(long offset)
    {
        var parts = new List<string>();
        foreach ((int pointer, int target) in plan.Pointers)
        {
            if (pointer == offset + (parts.Count * 8))
            {
                parts.Add(Strace.Quote(Bytes(target, -1)));
            }
        }

        return "[" + string.Join(", ", parts) + "]";
    }

    /// <summary>A given number of bytes of the data, or up to a NUL.</summary>
    private ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        ReadOnlySpan<byte> rest = plan.Data.Span[(int)offset..];
        return length < 0 ? rest[..rest.IndexOf((byte)0)] : rest[..Math.Min(length, rest.Length)];
    }

    private T Read<T>(long offset)
        where T : unmanaged
        => MemoryMarshal.Read<T>(plan.Data.Span[(int)offset..]);
}
