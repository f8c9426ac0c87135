// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Seccomp;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>The filter of a container's profile, compiled or from the cache beside the containers' state.</summary>
internal static class SeccompFilter
{
    public static CompiledSeccomp? Of(LinuxSpec? linux, StateStore store) =>
        linux is not null && SeccompSteps.IsWanted(linux)
            ? new SeccompCache(store.Root + "/" + StateLayout.SeccompCache).Compile(linux.Seccomp!)
            : null;
}
