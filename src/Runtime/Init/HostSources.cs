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
        RootfsSteps rootfs = RootfsSteps.OpenTree(plan, spec, facts, namespaces);
        return new HostSources(
            rootfs,
            MountSteps.OpenSources(plan, spec, facts, namespaces),
            rootfs.IsMount ? DeviceSteps.OpenSources(plan, linux, facts, namespaces) : new DeviceSteps(),
            PathSteps.OpenNull(plan, spec));
    }
}
