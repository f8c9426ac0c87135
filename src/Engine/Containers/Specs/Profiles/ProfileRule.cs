// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>A rule and when it holds.</summary>
/// <param name="Rule">As the runtime gets it.</param>
/// <param name="Includes">All of this must be so.</param>
/// <param name="Excludes">None of this may be so.</param>
public sealed record ProfileRule(SeccompRule Rule, ProfileCondition? Includes = null, ProfileCondition? Excludes = null)
{
    public bool Holds(IReadOnlyCollection<string> capabilities, HostFacts host)
    {
        if (Excludes is { } not && (not.Arches.Contains(host.Architecture) || not.Caps.Any(capabilities.Contains)
            || IsAtLeast(not, host) == true))
        {
            return false;
        }

        return Includes is not { } only
            || ((only.Arches.Length == 0 || only.Arches.Contains(host.Architecture))
                && only.Caps.All(capabilities.Contains) && IsAtLeast(only, host) != false);
    }

    private static bool? IsAtLeast(ProfileCondition condition, HostFacts host) =>
        condition.MinKernel is { } least ? host.Kernel.CompareTo(least) >= 0 : null;
}
