// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Masked Paths" and "Readonly Paths".</summary>
internal static class ProtectedPathRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        Check(spec.Linux?.MaskedPaths ?? [], "$.linux.maskedPaths");
        Check(spec.Linux?.ReadonlyPaths ?? [], "$.linux.readonlyPaths");
    }

    private static void Check(string[] protectedPaths, string path)
    {
        for (int i = 0; i < protectedPaths.Length; i++)
        {
            if (!protectedPaths[i].StartsWith('/'))
                throw SpecException.At($"{path}[{i}]", $"{JsonText.Quoted(protectedPaths[i])} is not absolute");
        }
    }
}
