// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Which namespaces are made, which are joined, and which stay the host's.</summary>
internal static class NamespaceList
{
    public static Namespace[] Of(SpecRequest request)
    {
        HostConfig host = request.Container.HostConfig;
        var namespaces = new List<Namespace> { new() { Type = "mount" } };
        Add("network", host.NetworkMode, request.NetworkNamespace);
        Add("uts", host.UTSMode, null);
        Add("pid", host.PidMode, request.PidNamespace);
        Add("ipc", host.IpcMode, request.IpcNamespace);
        // Where cgroup v1 is mounted, docker leaves the host's unless it is told to make one.
        if (host.CgroupnsMode == "private" || (host.CgroupnsMode.Length == 0 && request.Host.CgroupUnified))
            Add("cgroup", "private", null);
        return [.. namespaces];

        void Add(string type, string mode, string? path)
        {
            if (mode != "host")
                namespaces.Add(new Namespace { Type = type, Path = path ?? "" });
        }
    }
}
