// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Husk.Linux.Nftables;

/// <summary>
/// libnftables, which does what nft(8) does; opened by dlopen(3) when the first rule is written, so that who publishes
/// nothing does not pay for it.
/// </summary>
/// <remarks>Source: libnftables(3), nft(8).</remarks>
public sealed unsafe class NftablesLibrary
{
    private const string FileName = "libnftables.so.1";

    /// <summary>select(2): what an fd_set of libc has room for.</summary>
    private const int FD_SETSIZE = 1024;

    /// <summary>
    /// The library keeps state of its own beside the contexts (its output of a parse error, for one).
    /// </summary>
    private static readonly Lock Alone = new();

    private static NftablesLibrary? _loaded;

    private readonly delegate* unmanaged<uint, nint> _new;
    private readonly delegate* unmanaged<nint, void> _free;
    private readonly delegate* unmanaged<nint, int> _bufferOutput;
    private readonly delegate* unmanaged<nint, int> _bufferError;
    private readonly delegate* unmanaged<nint, byte*> _output;
    private readonly delegate* unmanaged<nint, byte*> _error;
    private readonly delegate* unmanaged<nint, byte*, int> _run;

    private NftablesLibrary(nint library)
    {
        _new = (delegate* unmanaged<uint, nint>)Find("nft_ctx_new");
        _free = (delegate* unmanaged<nint, void>)Find("nft_ctx_free");
        _bufferOutput = (delegate* unmanaged<nint, int>)Find("nft_ctx_buffer_output");
        _bufferError = (delegate* unmanaged<nint, int>)Find("nft_ctx_buffer_error");
        _output = (delegate* unmanaged<nint, byte*>)Find("nft_ctx_get_output_buffer");
        _error = (delegate* unmanaged<nint, byte*>)Find("nft_ctx_get_error_buffer");
        _run = (delegate* unmanaged<nint, byte*, int>)Find("nft_run_cmd_from_buffer");

        // The pointers stay valid because the library is never closed.
        nint Find(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Opens the library, once per process.</summary>
    /// <exception cref="DllNotFoundException">It is not installed; the message names the package.</exception>
    public static NftablesLibrary Load() => _loaded ??= NativeLibrary.TryLoad(FileName, out nint library)
        ? new NftablesLibrary(library)
        : throw new DllNotFoundException(
            $"{FileName} is not installed, and networks of containers need the kernel's firewall: install the package "
            + "libnftables1 (Debian, Ubuntu) or nftables (Fedora, Arch), or use --network none or host");

    /// <summary>
    /// Runs commands in the caller's network namespace, all of them or none: they are one transaction (nft(8), -f).
    /// </summary>
    /// <param name="commands">As in a file for <c>nft -f</c>.</param>
    /// <returns>What <c>list</c> commands printed.</returns>
    /// <exception cref="NftablesException">The kernel or the parser refused; nothing was changed.</exception>
    public string Run(string commands)
    {
        lock (Alone)
        {
            CheckDescriptors();
            nint context = _new(0);
            try
            {
                _bufferOutput(context);
                _bufferError(context);
                int result;
                // Pinned for the call, which keeps no pointer to it.
                fixed (byte* text = Encoding.UTF8.GetBytes(commands + "\0"))
                    result = _run(context, text);
                return result == 0
                    ? Marshal.PtrToStringUTF8((nint)_output(context)) ?? ""
                    : throw new NftablesException(commands, Marshal.PtrToStringUTF8((nint)_error(context)) ?? "");
            }
            finally
            {
                _free(context);
            }
        }
    }

    /// <summary>
    /// The library waits by select(2), and libc aborts a process that puts a descriptor beyond 1,023 into a set. The
    /// next descriptor is the lowest that is free.
    /// </summary>
    private static void CheckDescriptors()
    {
        using OwnedFd next = EventFd.Open();
        if (next.Number >= FD_SETSIZE)
        {
            throw new NftablesException(
                "", $"Error: libnftables cannot work beside {FD_SETSIZE} open files of one process");
        }
    }
}
