// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Seccomp;

/// <summary>
/// A seccomp filter as rules, and the BPF program libseccomp makes of them. Nothing is loaded into the kernel here.
/// </summary>
/// <remarks>
/// The native architecture is in from the start, and a call from an architecture that is not in kills the calling
/// thread (SCMP_FLTATR_ACT_BADARCH): libseccomp's defaults, and what other runtimes rely on. Source: seccomp_init(3),
/// seccomp_attr_set(3).
/// </remarks>
public sealed unsafe class SeccompFilterBuilder : IDisposable
{
    private const uint SCMP_FLTATR_CTL_NNP = 3;
    private const uint SCMP_FLTATR_CTL_OPTIMIZE = 8;
    private const uint SCMP_FLTATR_API_SYSRAWRC = 9;

    private readonly SeccompLibrary _library;
    private nint _context;

    internal SeccompFilterBuilder(SeccompLibrary library, uint defaultAction)
    {
        _library = library;
        _context = library.Init(defaultAction);
        // seccomp_init(3) says only NULL; what is left besides memory is an action this kernel or library has not got.
        if (_context == 0)
            throw new SyscallException($"seccomp_init({Hex(defaultAction)})", EINVAL);
        // The runtime decides about no_new_privs (process.noNewPrivileges), not the filter.
        Check(library.AttrSet(_context, SCMP_FLTATR_CTL_NNP, 0), "seccomp_attr_set(SCMP_FLTATR_CTL_NNP, 0)");
        // Since 2.5: the errno of a failed export as it is, not ECANCELED. Without it only the message is poorer.
        library.AttrSet(_context, SCMP_FLTATR_API_SYSRAWRC, 1);
    }

    /// <summary>Adds an architecture (a libseccomp token); one that is in already is no error.</summary>
    public void AddArchitecture(uint token)
    {
        int result = _library.ArchAdd(Context, token);
        if (result != -EEXIST)
            Check(result, $"seccomp_arch_add({Hex(token)})");
    }

    /// <summary>
    /// Asks for a binary tree instead of a list: log n comparisons per call. False when the library cannot (before
    /// 2.5).
    /// </summary>
    public bool TryUseBinaryTree() => _library.AttrSet(Context, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0;

    /// <summary>Adds a rule: when all conditions hold, <paramref name="action"/>.</summary>
    /// <param name="action">SECCOMP_RET_* with its data; not the default action (EACCES).</param>
    /// <param name="syscall">What <see cref="SeccompLibrary.ResolveSyscall(string)"/> gave.</param>
    /// <param name="conditions">At most one per argument (EINVAL).</param>
    /// <returns>0, or minus the errno: EEXIST when an earlier rule says otherwise about the same calls.</returns>
    public int TryAddRule(uint action, int syscall, ReadOnlySpan<SeccompCondition> conditions)
    {
        // The span lives as long as the call.
        fixed (SeccompCondition* first = conditions)
            return _library.RuleAddArray(Context, action, syscall, (uint)conditions.Length, first);
    }

    /// <summary>The program: an array of <c>sock_filter</c>, eight bytes each, in this machine's byte order.</summary>
    public byte[] Export() => _library.ExportBpfMem is null ? ExportThroughMemfd() : ExportToMemory();

    /// <summary>Gives the library its memory back.</summary>
    public void Dispose()
    {
        if (_context != 0)
            _library.Release(_context);
        _context = 0;
    }

    private nint Context
    {
        get
        {
            ObjectDisposedException.ThrowIf(_context == 0, this);
            return _context;
        }
    }

    private byte[] ExportToMemory()
    {
        nuint length = 0;
        Check(_library.ExportBpfMem(Context, null, &length), "seccomp_export_bpf_mem(NULL)");
        byte[] program = new byte[length];
        // Pinned for the call.
        fixed (byte* buffer = program)
            Check(_library.ExportBpfMem(Context, buffer, &length), "seccomp_export_bpf_mem()");
        return program;
    }

    // Not a pipe: a program of a few thousand instructions is near the 64 KiB a pipe holds, and nobody would read
    // meanwhile.
    private byte[] ExportThroughMemfd()
    {
        using OwnedFd file = MemFd.Create("seccomp-bpf"u8);
        Check(_library.ExportBpf(Context, file.Number), "seccomp_export_bpf()");
        Check((int)Kernel.Call(SYS.lseek, file.Number, 0, SEEK_SET), "lseek(memfd, 0, SEEK_SET)");
        return Fd.ReadAll(file);
    }

    private static void Check(int result, string call)
    {
        if (result < 0)
            throw new SyscallException(call, -result);
    }

    private static string Hex(uint value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x8}");
}
