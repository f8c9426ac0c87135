// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Mounts;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Rootfs Mount Propagation".</summary>
internal static class RootfsPropagationRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        string word = spec.Linux?.RootfsPropagation ?? "";
        if (word.Length == 0 || MountOptions.Parse(word).Propagation.Count == 1)
            return;
        throw SpecException.At(
            "$.linux.rootfsPropagation",
            $"{JsonText.Quoted(word)} is no mount propagation; known are shared, slave, private, unbindable, "
                + "rshared, rslave, rprivate, runbindable");
    }
}
