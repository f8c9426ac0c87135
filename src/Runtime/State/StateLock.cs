// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;

namespace Husk.Runtime.State;

/// <summary>The right to change one container, until disposed: flock(2) on its directory.</summary>
internal sealed class StateLock(OwnedFd directory) : IDisposable
{
    /// <summary>The container's directory, open.</summary>
    public OwnedFd Directory { get; } = directory;

    /// <remarks>
    /// Unlocked by name and not by the close alone: a cloned init process has copies of all descriptors until it
    /// executes, and flock(2) keeps the lock while one copy is open.
    /// </remarks>
    public void Dispose()
    {
        if (Directory.IsClosed)
            return;
        Kernel.Call(SYS.flock, Directory.Number, Abi.LOCK_UN);
        Directory.Dispose();
    }
}
