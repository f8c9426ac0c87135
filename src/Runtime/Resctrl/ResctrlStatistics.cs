// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Resctrl;

/// <summary>
/// What resctrl says of a container's group, and counts of it (Documentation/filesystems/resctrl.rst).
/// </summary>
internal sealed record ResctrlStatistics
{
    /// <summary>A resource that is divided: <c>L3</c> or <c>MB</c>; null where this machine does not.</summary>
    public Resource? L3 { get; private init; }

    /// <inheritdoc cref="L3"/>
    public Resource? MemoryBandwidth { get; private init; }

    /// <summary>The group's share, line by line.</summary>
    public required IReadOnlyList<string> Schemata { get; init; }

    /// <summary>
    /// Bytes that went to memory, and to the near memory, for each L3 cache; null where they are not counted.
    /// </summary>
    public IReadOnlyList<(ulong Total, ulong Local)>? Bandwidth { get; private init; }

    /// <summary>Bytes in each L3 cache; null where they are not counted.</summary>
    public IReadOnlyList<ulong>? Occupancy { get; private init; }

    /// <summary>One resource.</summary>
    /// <param name="Info">The files of its directory in info/, by their names.</param>
    /// <param name="RootSchema">The line of who is in no group.</param>
    /// <param name="Schema">The group's line.</param>
    public sealed record Resource(IReadOnlyList<KeyValuePair<string, string>> Info, string RootSchema, string Schema);

    /// <param name="root">Where resctrl is mounted.</param>
    /// <param name="directories">The container's group, and the one in it that counts, if there is one.</param>
    public static ResctrlStatistics Read(string root, IReadOnlyList<string> directories)
    {
        string[] lines = Lines(directories[0] + "/schemata");
        string[] features = Lines(root + "/info/L3_MON/mon_features");
        bool countsBandwidth = Array.Exists(
            features, static feature => feature is "mbm_total_bytes" or "mbm_local_bytes");
        bool countsOccupancy = Array.IndexOf(features, "llc_occupancy") >= 0;
        var (bandwidth, occupancy) = (new List<(ulong, ulong)>(), new List<ulong>());
        foreach (string cache in Caches(directories[^1] + "/mon_data"))
        {
            bandwidth.Add((Number(cache + "/mbm_total_bytes"), Number(cache + "/mbm_local_bytes")));
            occupancy.Add(Number(cache + "/llc_occupancy"));
        }

        return new()
        {
            L3 = ResourceOf(root, "L3", lines, "cbm_mask", "min_cbm_bits", "num_closids"),
            MemoryBandwidth = ResourceOf(
                root, "MB", lines, "bandwidth_gran", "delay_linear", "min_bandwidth", "num_closids"),
            Schemata = lines,
            Bandwidth = countsBandwidth ? bandwidth : null,
            Occupancy = countsOccupancy ? occupancy : null,
        };
    }

    private static Resource? ResourceOf(string root, string name, string[] lines, params string[] files)
    {
        string directory = $"{root}/info/{name}";
        if (!At.Exists(BorrowedFd.Cwd, directory))
            return null;
        var info = new List<KeyValuePair<string, string>>(files.Length);
        foreach (string file in files)
            info.Add(new(file, string.Concat(Lines($"{directory}/{file}"))));
        return new(info, LineOf(Lines(root + "/schemata"), name), LineOf(lines, name));
    }

    private static string LineOf(string[] lines, string resource) =>
        Array.Find(lines, line => line.StartsWith(resource, StringComparison.Ordinal)) ?? "";

    private static List<string> Caches(string directory)
    {
        var caches = new List<string>();
        using OwnedFd? opened = At.OpenIfThere(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);
        if (opened is null)
            return caches;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(opened))
        {
            if (entry.Type == FileType.Directory)
                caches.Add(directory + "/" + Encoding.UTF8.GetString(entry.Name));
        }

        caches.Sort(StringComparer.Ordinal);
        return caches;
    }

    private static ulong Number(string file) =>
        ulong.TryParse(string.Concat(Lines(file)), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : 0;

    /// <summary>Without the blanks that make columns of them; none when there is no such file.</summary>
    private static string[] Lines(string file) => Encoding.UTF8.GetString(At.ReadAllIfThere(BorrowedFd.Cwd, file) ?? [])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
