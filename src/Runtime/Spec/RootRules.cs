// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Root".</summary>
internal static class RootRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Root is not { } root)
            throw SpecException.At("$.root", "is missing; name the directory of the root filesystem in $.root.path");
        if (root.Path.Length == 0)
            throw SpecException.At("$.root.path", "is missing; name the directory of the root filesystem");
    }
}
