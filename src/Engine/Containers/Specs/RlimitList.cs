// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Resource limits of the process; what is not named stays as the runtime has it.</summary>
internal static class RlimitList
{
    public static Rlimit[] Of(IEnumerable<Ulimit> limits) => [.. limits.Select(limit => new Rlimit
    {
        Type = "RLIMIT_" + limit.Name.ToUpperInvariant(),
        // -1 is RLIM_INFINITY.
        Soft = unchecked((ulong)limit.Soft),
        Hard = unchecked((ulong)limit.Hard),
    })];
}
