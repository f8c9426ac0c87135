// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Husk.Images;

/// <summary>
/// Of all processes and tasks that want the same content, one at a time makes it; the others wait until it is there or
/// that one has gone. A lock by flock(2) wakes nobody by itself whom .NET could await, so they look again.
/// </summary>
internal static class Turn
{
    /// <param name="isThere">Whether the content is there.</param>
    /// <param name="tryBegin">Locks it; null when somebody else has.</param>
    /// <param name="giveUp">Unlocks it: it came between the look and the lock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What was locked; null when the content is there.</returns>
    public static async Task<T?> TakeAsync<T>(
        Func<bool> isThere, Func<T?> tryBegin, Action<T> giveUp, CancellationToken cancellation)
        where T : class
    {
        while (!isThere())
        {
            if (tryBegin() is { } begun)
            {
                if (!isThere())
                    return begun;
                giveUp(begun);
                return null;
            }

            await Task.Delay(20, cancellation).ConfigureAwait(false);
        }

        return null;
    }
}
