// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Husk.Linux.Seccomp;

/// <summary>
/// libseccomp, opened by dlopen(3) when the first profile needs it: a container without a profile does not pay for it
/// (60 us and 100 KiB), and runs on a host that does not have it.
/// </summary>
/// <remarks>
/// Source: seccomp.h of libseccomp 2.5; seccomp_init(3) and the pages it names. Functions are called through pointers,
/// not DllImport, so that the native compiler cannot bind them at start and a missing library is this class's own
/// message.
/// </remarks>
public sealed unsafe class SeccompLibrary
{
    private const string FileName = "libseccomp.so.2";

    /// <summary><c>__NR_SCMP_ERROR</c>: no system call of that name on any architecture.</summary>
    private const int UnknownSyscall = -1;

    private static SeccompLibrary? _loaded;

    private readonly delegate* unmanaged<uint> _archNative;
    private readonly delegate* unmanaged<byte*, uint> _archResolveName;
    private readonly delegate* unmanaged<byte*, int> _resolveName;
    private readonly delegate* unmanaged<uint, byte*, int> _resolveNameArch;
    private readonly delegate* unmanaged<uint*> _version;

    internal readonly delegate* unmanaged<uint, nint> Init;
    internal readonly delegate* unmanaged<nint, void> Release;
    internal readonly delegate* unmanaged<nint, uint, uint, int> AttrSet;
    internal readonly delegate* unmanaged<nint, uint, int> ArchAdd;
    internal readonly delegate* unmanaged<nint, uint, int, uint, SeccompCondition*, int> RuleAddArray;
    internal readonly delegate* unmanaged<nint, int, int> ExportBpf;

    /// <summary>Since libseccomp 2.6; null before.</summary>
    internal readonly delegate* unmanaged<nint, byte*, nuint*, int> ExportBpfMem;

    private SeccompLibrary(nint library)
    {
        _archNative = (delegate* unmanaged<uint>)Find("seccomp_arch_native");
        _archResolveName = (delegate* unmanaged<byte*, uint>)Find("seccomp_arch_resolve_name");
        _resolveName = (delegate* unmanaged<byte*, int>)Find("seccomp_syscall_resolve_name");
        _resolveNameArch = (delegate* unmanaged<uint, byte*, int>)Find("seccomp_syscall_resolve_name_arch");
        _version = (delegate* unmanaged<uint*>)Find("seccomp_version");
        Init = (delegate* unmanaged<uint, nint>)Find("seccomp_init");
        Release = (delegate* unmanaged<nint, void>)Find("seccomp_release");
        AttrSet = (delegate* unmanaged<nint, uint, uint, int>)Find("seccomp_attr_set");
        ArchAdd = (delegate* unmanaged<nint, uint, int>)Find("seccomp_arch_add");
        RuleAddArray =
            (delegate* unmanaged<nint, uint, int, uint, SeccompCondition*, int>)Find("seccomp_rule_add_array");
        ExportBpf = (delegate* unmanaged<nint, int, int>)Find("seccomp_export_bpf");
        ExportBpfMem = (delegate* unmanaged<nint, byte*, nuint*, int>)
            (NativeLibrary.TryGetExport(library, "seccomp_export_bpf_mem", out nint address) ? address : 0);

        // The pointers stay valid because the library is never closed.
        nint Find(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Opens the library, once per process.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message names the package.</exception>
    public static SeccompLibrary Load() => _loaded ??= Load(FileName);

    /// <inheritdoc cref="Load()"/>
    internal static SeccompLibrary Load(string fileName) =>
        NativeLibrary.TryLoad(fileName, out nint library)
            ? new SeccompLibrary(library)
            : throw new DllNotFoundException(
                $"{fileName} is not installed, and the container's configuration has a seccomp profile "
                + "(linux.seccomp): install the package libseccomp2 (Debian, Ubuntu) or libseccomp (Fedora, Alpine, "
                + "Arch)");

    /// <summary>The version of the library that was found, not of its header.</summary>
    public Version Version
    {
        get
        {
            // struct scmp_version: three unsigned ints in static memory of the library.
            uint* version = _version();
            return new Version((int)version[0], (int)version[1], (int)version[2]);
        }
    }

    /// <summary>This machine's architecture as libseccomp's token, which is the AUDIT_ARCH_* value.</summary>
    public uint NativeArchitecture => _archNative();

    /// <summary>The token of an architecture by libseccomp's name (<c>x86_64</c>, <c>aarch64</c>), or 0.</summary>
    public uint ResolveArchitecture(string name)
    {
        Span<byte> room = stackalloc byte[NameRoom];
        // On this method's stack.
        fixed (byte* text = room)
            return TryTerminate(name, room) ? _archResolveName(text) : 0;
    }

    /// <summary>
    /// The number of a system call on this machine. A negative number stands for one that only other architectures
    /// have; it may be used in a rule. Null: there is none of that name in this version of the library.
    /// </summary>
    public int? ResolveSyscall(string name)
    {
        Span<byte> room = stackalloc byte[NameRoom];
        if (!TryTerminate(name, room))
            return null;
        // On this method's stack.
        fixed (byte* text = room)
        {
            int number = _resolveName(text);
            return number == UnknownSyscall ? null : number;
        }
    }

    /// <summary>The number of a system call on one architecture; null when it does not have it.</summary>
    /// <param name="architecture">A token. On x32 the number has bit 30 set, as the kernel sees it.</param>
    /// <param name="name">The system call.</param>
    public int? ResolveSyscall(uint architecture, string name)
    {
        Span<byte> room = stackalloc byte[NameRoom];
        if (!TryTerminate(name, room))
            return null;
        // On this method's stack.
        fixed (byte* text = room)
        {
            int number = _resolveNameArch(architecture, text);
            return number < 0 ? null : number;
        }
    }

    /// <summary>A new, empty filter.</summary>
    /// <param name="defaultAction">SECCOMP_RET_*, with an errno in the low 16 bits where the action takes one.</param>
    public SeccompFilterBuilder NewFilter(uint defaultAction) => new(this, defaultAction);

    /// <summary>Longer than any name of a system call or an architecture; what does not fit has no number.</summary>
    private const int NameRoom = 128;

    // A NUL inside would make C see another name.
    private static bool TryTerminate(string name, Span<byte> room)
    {
        if (name.Contains('\0') || !Encoding.UTF8.TryGetBytes(name, room[..^1], out int length))
            return false;
        room[length] = 0;
        return true;
    }
}
