// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;

namespace Husk.Runtime.Lifecycle;

/// <summary>What takes back what was done, in reverse, unless <see cref="Commit"/> says that it is to stay.</summary>
internal sealed class UndoStack(ILog log) : IDisposable
{
    private readonly Stack<(string What, Action Undo)> _undo = new();

    /// <summary>Remembers how to take back what has just been done.</summary>
    /// <param name="what">What the action does, for the log: `remove the cgroup`.</param>
    /// <param name="undo">The action.</param>
    public void Push(string what, Action undo) => _undo.Push((what, undo));

    public void Commit() => _undo.Clear();

    /// <summary>A step that fails does not keep the others from being taken back.</summary>
    public void Dispose()
    {
        while (_undo.TryPop(out (string What, Action Undo) entry))
        {
            try
            {
                entry.Undo();
            }
            catch (Exception e) when (e is SyscallException or LifecycleException)
            {
                log.Warn($"{entry.What}: {e.Message}");
            }
        }
    }
}
