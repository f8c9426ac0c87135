// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Init;

/// <summary>
/// What of the host's mounts ends up in the container. The runtime takes hold of it where its paths are the host's for
/// certain; a runtime that may not copy mounts leaves it to the child, whose namespace still shows the same at first.
/// </summary>
internal sealed record HostSources(RootfsSteps Rootfs, MountSteps Mounts, DeviceSteps Devices, PathSteps Protection)
{
    public static HostSources Open(PlanBuilder plan, RuntimeSpec spec, PlanFacts facts, NamespaceSet namespaces)
    {
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        return new HostSources(
            RootfsSteps.OpenTree(plan, linux, facts, namespaces),
            MountSteps.OpenSources(plan, spec, facts, namespaces),
            DeviceSteps.OpenSources(plan, linux, facts, namespaces),
            PathSteps.OpenNull(plan, spec));
    }
}
