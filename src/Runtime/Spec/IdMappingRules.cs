// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>What the kernel takes as a map of ids; it would say EINVAL and no more.</summary>
/// <remarks>Source: user_namespaces(7), "Defining user and group ID mappings".</remarks>
internal static class IdMappingRules
{
    /// <summary>Since Linux 4.15.</summary>
    private const int MostLines = 340;

    public static void Check(IdMapping[] mappings, string path)
    {
        if (mappings.Length > MostLines)
            throw SpecException.At(path, $"has {mappings.Length} entries, and the kernel takes {MostLines} at most");
        for (int i = 0; i < mappings.Length; i++)
        {
            IdMapping mapping = mappings[i];
            if (mapping.Size == 0)
                throw SpecException.At($"{path}[{i}].size", "is zero");
            if (EndsBeyondIds(mapping.ContainerId, mapping.Size) || EndsBeyondIds(mapping.HostId, mapping.Size))
                throw SpecException.At($"{path}[{i}].size", $"{mapping.Size} goes beyond the last id, 4294967294");
            for (int j = 0; j < i; j++)
            {
                if (Overlap(mapping.ContainerId, mapping.Size, mappings[j].ContainerId, mappings[j].Size))
                    throw SpecException.At($"{path}[{i}]", $"maps container ids that entry {j} maps too");
                if (Overlap(mapping.HostId, mapping.Size, mappings[j].HostId, mappings[j].Size))
                    throw SpecException.At($"{path}[{i}]", $"maps host ids that entry {j} maps too");
            }
        }
    }

    private static bool EndsBeyondIds(uint first, uint size) => (ulong)first + size > uint.MaxValue;

    private static bool Overlap(uint a, uint aSize, uint b, uint bSize) => a < (ulong)b + bSize && b < (ulong)a + aSize;
}
