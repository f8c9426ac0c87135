// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Containers.Specs;

/// <summary>Kernel parameters of the container's namespaces.</summary>
internal static class SysctlList
{
    /// <remarks>
    /// With a network namespace of its own, nobody in the container needs a capability for ports below 1024 or for
    /// ping: both concern nobody but the container itself (docker since 20.10). The kernel has both parameters since
    /// 4.11.
    /// </remarks>
    public static IReadOnlyDictionary<string, string> Of(HostConfig host)
    {
        var values = new Dictionary<string, string>();
        if (host.NetworkMode != "host" && !host.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            values["net.ipv4.ping_group_range"] = "0 2147483647";
            values["net.ipv4.ip_unprivileged_port_start"] = "0";
        }
        foreach ((string name, string value) in host.Sysctls)
            values[name] = value;
        return values;
    }
}
