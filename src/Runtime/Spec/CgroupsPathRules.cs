// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Cgroups Path".</summary>
internal static class CgroupsPathRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.CgroupsPath is not { Length: > 0 } path)
            return;
        int depth = 0;
        foreach (string part in path.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
                throw SpecException.At("$.linux.cgroupsPath", $"{JsonText.Quoted(path)} leads out of where it starts");
        }
    }
}
