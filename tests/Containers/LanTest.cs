// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Containers.Tests;

/// <summary>A test that leaves the lan's host without containers, networks and rules.</summary>
public abstract class LanTest(NetworkLan lan) : IDisposable
{
    protected NetworkLan Lan { get; } = lan;

    protected Engine Commands => Lan.Engine;

    public void Dispose()
    {
        Commands.Clear();
        Commands.Output("network", "prune", "-f");
        Commands.AssertSound();
    }

    /// <summary>Makes a network, and says its name.</summary>
    protected string Create(string name, params string[] flags)
    {
        Commands.Output(["network", "create", .. flags, name]);
        return name;
    }

    /// <summary>The IPv4 address that a container has in its only network.</summary>
    protected string Address(string name) =>
        Commands.Output("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", name).Trim();
}
