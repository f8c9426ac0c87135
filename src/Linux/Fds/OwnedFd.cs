// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>
/// A file descriptor with one owner, who closes it: once, in <see cref="IDisposable.Dispose"/>. It lends itself as a
/// <see cref="BorrowedFd"/>.
/// </summary>
/// <remarks>
/// There is no finalizer at work. A descriptor closed when the collector finds time could be one whose number a
/// borrower still uses, or, the numbers being used again, somebody else's by then. Who forgets to dispose leaks, and a
/// test that counts /proc/self/fd says so.
/// </remarks>
public sealed class OwnedFd : SafeHandle
{
    /// <summary>Takes over an open descriptor.</summary>
    public OwnedFd(int number) : base(-1, ownsHandle: true)
    {
        SetHandle(number);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    /// <summary>The descriptor's number, or a refusal when it has been closed or given away.</summary>
    public int Number
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return (int)handle;
        }
    }

    /// <summary>Gives the descriptor away: the caller gets the number and with it the duty to close it.</summary>
    public int Detach()
    {
        int number = Number;
        SetHandleAsInvalid();
        return number;
    }

    /// <summary>Lends the descriptor; it must stay open as long as the loan lasts.</summary>
    public static implicit operator BorrowedFd(OwnedFd owner) => new(owner.Number);

    /// <inheritdoc/>
    /// <remarks>
    /// close(2), NOTES: on Linux the descriptor is gone whatever the call returns, so it is never tried again.
    /// </remarks>
    protected override bool ReleaseHandle()
    {
        Kernel.Wait(SYS.close, handle);
        return true;
    }
}
