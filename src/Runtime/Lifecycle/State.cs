// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`state`: what a container is doing.</summary>
internal static class State
{
    /// <exception cref="LifecycleException">There is no such container.</exception>
    public static ContainerState Of(StateStore store, string id)
    {
        (ContainerRecord record, ContainerStatus status) = store.LookIfThere(id) ?? throw StateStore.Missing(id);
        // runc leaves the owner to `list`, but writes the member.
        return StateStore.Describe(record, status) with { Owner = "" };
    }
}
