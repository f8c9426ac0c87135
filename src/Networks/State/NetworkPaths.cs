// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Husk.Networks.State;

/// <summary>Where everything is.</summary>
/// <param name="Root"><c>/var/lib/husk</c>: what outlives the machine.</param>
/// <param name="Run"><c>/run/husk</c>: what does not.</param>
internal sealed record NetworkPaths(string Root, string Run)
{
    private const int SandboxLocks = 16;

    public string Definitions => Path.Combine(Root, "networks");

    public string DefinitionsLock => Path.Combine(Definitions, ".lock");

    public string State => Path.Combine(Run, "networks");

    public string Sandboxes => Path.Combine(State, "sandboxes");

    public string Ports => Path.Combine(State, "ports");

    /// <summary>Of the ports and of the kernel's table.</summary>
    public string FirewallLock => Path.Combine(State, "firewall.lock");

    public string Namespaces => Path.Combine(Run, "netns");

    public string Definition(string name) => Path.Combine(Definitions, name + ".json");

    public string Namespace(string containerId) => Path.Combine(Namespaces, containerId);

    public string Sandbox(string containerId) => Path.Combine(Sandboxes, containerId + ".json");

    /// <summary>One of a few, which can stay: one for each container would have to be removed with it.</summary>
    public string SandboxLock(string containerId) =>
        Path.Combine(State, $"sandbox-{containerId.Sum(c => c) % SandboxLocks}.lock");

    public string Endpoints(string networkId) => Path.Combine(State, networkId + ".json");

    public string EndpointsLock(string networkId) => Path.Combine(State, networkId + ".lock");

    public void Make()
    {
        foreach (string directory in new[] { Definitions, Sandboxes, Namespaces })
            Directory.CreateDirectory(directory);
    }

    /// <summary>The ids of the containers that something was begun for.</summary>
    public IEnumerable<string> SandboxIds() => Names(Sandboxes);

    public IEnumerable<string> DefinitionNames() => Names(Definitions);

    private static IEnumerable<string> Names(string directory) =>
        from path in Directory.EnumerateFiles(directory, "*.json")
        let name = Path.GetFileNameWithoutExtension(path)
        where !name.StartsWith('.')
        select name;
}
