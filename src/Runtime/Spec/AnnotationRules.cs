// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Annotations".</summary>
internal static class AnnotationRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Annotations.ContainsKey(""))
            throw SpecException.At("$.annotations", "has an empty key");
        if (spec.Annotations.TryGetValue(CrunAnnotations.MountContextType, out string? kind)
            && kind is not ("context" or "fscontext" or "defcontext" or "rootcontext"))
        {
            throw SpecException.At(
                $"$.annotations[\"{CrunAnnotations.MountContextType}\"]",
                $"{JsonText.Quoted(kind)} is not one of context, fscontext, defcontext and rootcontext (mount(8))");
        }
    }
}
