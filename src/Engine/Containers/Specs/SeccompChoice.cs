// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Which filter of system calls a container gets.</summary>
internal static class SeccompChoice
{
    /// <remarks>A privileged container has none, also if it asked for one: as with docker.</remarks>
    public static Seccomp? Of(SecurityOptions security, bool privileged, IReadOnlyCollection<string> capabilities,
        HostFacts host) =>
        privileged || security.Seccomp == "unconfined" ? null
        : security.Seccomp is null or "" or "builtin" ? DefaultProfile.Profile.For(capabilities, host)
        : ProfileReader.Parse(security.Seccomp).For(capabilities, host);
}
