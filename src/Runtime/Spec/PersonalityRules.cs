// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Personality", which defines no flag.</summary>
internal static class PersonalityRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.Personality is not { } personality)
            return;
        SpecWords.Personalities.Find(personality.Domain, "$.linux.personality.domain");
        if (personality.Flags.Length > 0)
            warnings.Add("$.linux.personality.flags: ignored: the specification defines none");
    }
}
