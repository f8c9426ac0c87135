// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// The maps of a new user namespace when the configuration gives none: every id that the runtime itself has, each as
/// itself. The specification leaves them optional; as crun.
/// </summary>
internal static class OwnIdMaps
{
    public static RuntimeSpec Complete(RuntimeSpec spec)
    {
        bool isMissing = NamespaceRules.Find(spec, "user") is { Path.Length: 0 }
            && spec.Linux is { UidMappings.Length: 0, GidMappings.Length: 0 };
        return isMissing
            ? spec with { Linux = spec.Linux! with { UidMappings = Read("uid_map"), GidMappings = Read("gid_map") } }
            : spec;
    }

    private static IdMapping[] Read(string file) => Parse(At.ReadAll(BorrowedFd.Cwd, "/proc/self/" + file));

    /// <summary>
    /// Lines of `first inside, first outside, how many` (user_namespaces(7)): the ids inside are the runtime's.
    /// </summary>
    internal static IdMapping[] Parse(ReadOnlySpan<byte> lines)
    {
        var maps = new List<IdMapping>();
        foreach (string line in Encoding.ASCII.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            uint first = uint.Parse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture);
            uint size = uint.Parse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture);
            maps.Add(new IdMapping { ContainerId = first, HostId = first, Size = size });
        }

        return [.. maps];
    }
}
