// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Runtime.State;

/// <summary>
/// An id that is taken, and the lock on it: disposing gives both back. What was put into the directory goes with it,
/// unless <see cref="Commit"/> was called.
/// </summary>
internal sealed class Reservation(StateStore store, string id, StateLock held) : IDisposable
{
    private bool _committed;

    /// <summary>The container's new directory, open.</summary>
    public OwnedFd Directory => held.Directory;

    /// <summary>The container exists from here on.</summary>
    public void Commit() => _committed = true;

    public void Dispose()
    {
        if (Directory.IsClosed)
            return;
        try
        {
            // Under the lock, so that a create of the same id waits for an empty place.
            if (!_committed)
                store.Remove(id);
        }
        finally
        {
            held.Dispose();
        }
    }
}
