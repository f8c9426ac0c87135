// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "POSIX process"; prlimit(2).</summary>
internal static class RlimitRules
{
    public static void Check(Rlimit[] rlimits, string process)
    {
        uint seen = 0;
        for (int i = 0; i < rlimits.Length; i++)
        {
            Rlimit rlimit = rlimits[i];
            uint bit = 1u << SpecWords.RlimitTypes.Find(rlimit.Type, $"{process}.rlimits[{i}].type");
            if ((seen & bit) != 0)
                throw SpecException.At($"{process}.rlimits[{i}].type", $"{rlimit.Type} is listed twice");
            seen |= bit;
            if (rlimit.Soft > rlimit.Hard)
            {
                throw SpecException.At(
                    $"{process}.rlimits[{i}].soft", $"{rlimit.Soft} is more than the hard limit, {rlimit.Hard}");
            }
        }
    }
}
