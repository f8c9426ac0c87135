// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Networks;

namespace Husk.Engine.Building;

/// <summary>
/// Network namespaces on the default bridge for the steps of one build: made when a step first wants one, taken again
/// by the next, gone with the build.
/// </summary>
/// <param name="networks">Opened by the first step that has a network.</param>
/// <param name="directory">Of the build.</param>
internal sealed class BuildNetworks(Lazy<NetworkStore> networks, BuildDirectory directory)
{
    private readonly Stack<Sandbox> _idle = [];
    private readonly List<string> _ids = [];

    public Sandbox Take()
    {
        string id;
        lock (_idle)
        {
            if (_idle.TryPop(out Sandbox? sandbox))
                return sandbox;
            id = directory.SandboxId(_ids.Count.ToString(CultureInfo.InvariantCulture));
            _ids.Add(id);
        }

        return networks.Value.Setup(new SandboxSpec(id, id)
        {
            Endpoints = [new EndpointSpec(NetworkDrivers.DefaultBridge)],
        });
    }

    public void Give(Sandbox sandbox)
    {
        lock (_idle)
            _idle.Push(sandbox);
    }

    public void Release()
    {
        foreach (string id in _ids)
            networks.Value.Release(id);
        _ids.Clear();
        _idle.Clear();
    }
}
