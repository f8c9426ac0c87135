// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Husk.Linux;
using Husk.Linux.Mounts;

namespace Husk.Engine.Containers;

/// <summary>The root of a container that does not run, mounted where nobody else sees it, until disposed of.</summary>
/// <remarks>
/// A thread of its own stands in the mount namespace: one that starts others shares its root with them (clone(2),
/// CLONE_FS), and could not leave the namespace any more (setns(2), EINVAL).
/// </remarks>
internal sealed class HeldRoot : IDisposable
{
    private readonly ContainerLock _locked;
    private readonly ManualResetEventSlim _mounted = new();
    private readonly ManualResetEventSlim _enough = new();
    private readonly Thread _thread;
    private OwnedFd? _root;
    private ExceptionDispatchInfo? _failure;

    /// <param name="locked">The container's lock, which this keeps and gives back.</param>
    /// <param name="mount">Mounts the root and opens it; called in the namespace.</param>
    public HeldRoot(ContainerLock locked, Func<OwnedFd> mount)
    {
        _locked = locked;
        _thread = new Thread(() => Hold(mount)) { IsBackground = true, Name = "mounts" };
        _thread.Start();
        _mounted.Wait();
        if (_failure is null)
            return;
        Dispose();
        _failure.Throw();
    }

    /// <summary>Good for as long as this is not disposed of; its user closes it.</summary>
    public OwnedFd Root => _root!;

    public void Dispose()
    {
        _enough.Set();
        _thread.Join();
        _locked.Dispose();
        _mounted.Dispose();
        _enough.Dispose();
    }

    private void Hold(Func<OwnedFd> mount)
    {
        try
        {
            using PrivateMountNamespace mounts = PrivateMountNamespace.Enter();
            _root = mount();
            _mounted.Set();
            _enough.Wait();
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _mounted.Set();
        }
    }
}
