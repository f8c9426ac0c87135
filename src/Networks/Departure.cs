// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using Husk.Linux;
using Husk.Linux.Netlink;

namespace Husk.Networks;

/// <summary>
/// The release of a container's sandbox, in two halves: what is begun is carried on by the kernel, beside whatever else
/// there is to do, until <see cref="Complete"/> waits for it.
/// </summary>
public sealed class Departure : IDisposable
{
    private readonly NetworkStore _store;
    private readonly string _containerId;
    private readonly OwnedFd? _lock;
    private readonly List<Endpoint> _unplugged = [];
    private readonly List<Exception> _failures = [];
    private LinkWatch? _links;

    /// <param name="store">The store.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="held">The lock of its sandbox, which goes with this; null when somebody else holds it.</param>
    internal Departure(NetworkStore store, string containerId, OwnedFd? held)
    {
        _store = store;
        _containerId = containerId;
        _lock = held;
    }

    internal void Begin()
    {
        if (!_store.HasSandbox(_containerId))
            return;
        Try(() => _store.UnpublishAll(_containerId));
        _links = LinkWatch.Open();
        foreach (Endpoint endpoint in _store.EndpointsOf(_containerId))
        {
            if (Try(() => _store.Unplug(endpoint)))
                _unplugged.Add(endpoint);
        }

        Try(() => NetworkNamespace.Remove(_store.NamespaceOf(_containerId)));
    }

    /// <summary>
    /// Waits for what has been begun, and gives the addresses back. What could not be taken away is told now, the first
    /// of it; the record of the sandbox stays then, for the next try.
    /// </summary>
    public void Complete()
    {
        if (_links is null)
            return;
        foreach (Endpoint endpoint in _unplugged)
        {
            if (Try(() => NetworkStore.AwaitGone(_links, endpoint)))
                Try(() => _store.GiveBack(endpoint));
        }

        if (_failures.Count > 0)
            ExceptionDispatchInfo.Throw(_failures[0]);
        _store.Forget(_containerId);
    }

    /// <summary>Whether there was anything to take away: a namespace at least.</summary>
    public bool HasBegun => _links is not null;

    public void Dispose()
    {
        _links?.Dispose();
        _lock?.Dispose();
    }

    private bool Try(Action undo)
    {
        try
        {
            undo();
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _failures.Add(e);
            return false;
        }
    }
}
