// SPDX-License-Identifier: Apache-2.0
using System.Linq;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// What docker's engine writes into a HostConfig where nothing was said, so that inspect shows what holds.
/// </summary>
public static class HostConfigDefaults
{
    public static HostConfig Complete(HostConfig host, HostFacts facts) => host with
    {
        MemorySwap = host.Memory > 0 && host.MemorySwap == 0 ? host.Memory * 2 : host.MemorySwap,
        MemorySwappiness = host.MemorySwappiness == -1 ? null : host.MemorySwappiness,
        PidsLimit = host.PidsLimit > 0 ? host.PidsLimit : null,
        ShmSize = host.ShmSize != 0 ? host.ShmSize : 64 << 20,
        IpcMode = host.IpcMode.Length > 0 ? host.IpcMode : "private",
        // Where v1 is mounted, tools of the time before cgroup namespaces look for themselves by the host's paths.
        CgroupnsMode = host.CgroupnsMode.Length > 0 ? host.CgroupnsMode : facts.CgroupUnified ? "private" : "host",
        CapAdd = Normal(host.CapAdd, facts, "CapAdd"),
        CapDrop = Normal(host.CapDrop, facts, "CapDrop"),
        // What shares the host's processes or its memory segments cannot be kept apart by labels.
        SecurityOpt = SharesLabels(host) && !host.SecurityOpt.Contains("label=disable")
            ? [.. host.SecurityOpt, "label=disable"] : host.SecurityOpt,
        MaskedPaths = ProtectedPaths.Masked(host, facts),
        ReadonlyPaths = ProtectedPaths.Readonly(host),
        LogConfig = host.LogConfig.Type.Length > 0 ? host.LogConfig : host.LogConfig with { Type = "json-file" },
        RestartPolicy = host.RestartPolicy.Name.Length > 0 ? host.RestartPolicy
            : host.RestartPolicy with { Name = "no" },
    };

    private static string[] Normal(string[] names, HostFacts facts, string option) =>
        names.Length == 0 ? names
            : CapabilityNames.Normal(names, [.. Linux.Capabilities.Capability.NamesIn(facts.Capabilities)], option);

    private static bool SharesLabels(HostConfig host) =>
        host.Privileged || host.IpcMode is "host" || host.PidMode is "host";
}
