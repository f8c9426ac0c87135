// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Husk.Linux.Mounts;

namespace Husk.Build.Steps;

/// <summary>
/// Does one thing on a thread of its own, in a mount namespace of its own: what it mounts nobody else sees, and it goes
/// with the thread and the processes that it started, however they end.
/// </summary>
public static class MountThread
{
    /// <summary>Waits for the end of it.</summary>
    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                // Not left again: the thread ends, and the namespace with it.
                PrivateMountNamespace.Enter();
                result = work();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = "husk:[step]" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
