// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>Block I/O of the cgroup and those below it.</summary>
/// <remarks>
/// Source: cgroup-v1/blkio-controller.rst; block/bfq-iosched.rst; cgroup-v2.rst, io.stat. Which of v1's files there are
/// depends on how the kernel was built; runc looks for them in this order.
/// </remarks>
public sealed record BlockIoStatistics
{
    public IReadOnlyList<BlockIoEntry> ServiceBytes { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> Serviced { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> Queued { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> ServiceTime { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> WaitTime { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> Merged { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> Time { get; init; } = [];

    public IReadOnlyList<BlockIoEntry> Sectors { get; init; } = [];

    public PressureStatistics? Pressure { get; init; }

    internal static BlockIoStatistics Read(Cgroup cgroup)
    {
        PressureStatistics? pressure = PressureStatistics.Read(cgroup, "io.pressure");
        BlockIoStatistics counted = cgroup.Find("blkio") is not { } place ? new()
            : place.IsUnified ? ReadV2(place.Path + "/io.stat") : ReadV1(place.Path + "/blkio.");
        return counted with { Pressure = pressure };
    }

    private static BlockIoStatistics ReadV1(string prefix)
    {
        if (Serves(prefix + "bfq.") is { } bfq)
            return WithScheduler(bfq, prefix + "bfq.");
        return Serves(prefix + "throttle.") ?? Serves(prefix + "throttle.", "") ?? new();
    }

    /// <summary>Null where there are no such files.</summary>
    private static BlockIoStatistics? Serves(string prefix, string suffix = "_recursive") =>
        EntriesV1(prefix + "io_serviced" + suffix) is not { } serviced ? null : new()
        {
            Serviced = serviced,
            ServiceBytes = EntriesV1(prefix + "io_service_bytes" + suffix) ?? [],
        };

    /// <summary>What BFQ counts when the kernel was built with CONFIG_BFQ_CGROUP_DEBUG.</summary>
    private static BlockIoStatistics WithScheduler(BlockIoStatistics served, string prefix) => served with
    {
        Queued = EntriesV1(prefix + "io_queued_recursive") ?? [],
        ServiceTime = EntriesV1(prefix + "io_service_time_recursive") ?? [],
        WaitTime = EntriesV1(prefix + "io_wait_time_recursive") ?? [],
        Merged = EntriesV1(prefix + "io_merged_recursive") ?? [],
        Time = EntriesV1(prefix + "time_recursive") ?? [],
        Sectors = EntriesV1(prefix + "sectors_recursive") ?? [],
    };

    private static List<BlockIoEntry>? EntriesV1(string path)
    {
        if (CgroupFile.Read(path) is null)
            return null;
        var entries = new List<BlockIoEntry>();
        foreach (string[] words in StatisticsFile.Lines(path))
        {
            // 8:0 Read 1282048, or 8:0 6792; the last line is the sum of all.
            if (words.Length >= 2 && Device(words[0]) is { } device)
            {
                entries.Add(
                    new(device.Major, device.Minor, words.Length > 2 ? words[1] : "", StatisticsFile.Parse(words[^1])));
            }
        }

        return entries;
    }

    private static BlockIoStatistics ReadV2(string path)
    {
        var (bytes, requests) = (new List<BlockIoEntry>(), new List<BlockIoEntry>());
        foreach (string[] words in StatisticsFile.Lines(path))
        {
            if (Device(words[0]) is not { } device)
                continue;
            foreach (string word in words)
            {
                int equals = word.IndexOf('=', StringComparison.Ordinal);
                (List<BlockIoEntry>? list, string operation) = equals < 0 ? (null, "") : word[..equals] switch
                {
                    "rbytes" => (bytes, "Read"),
                    "wbytes" => (bytes, "Write"),
                    "rios" => (requests, "Read"),
                    "wios" => (requests, "Write"),
                    _ => (null, ""),
                };
                list?.Add(new(device.Major, device.Minor, operation, StatisticsFile.Parse(word[(equals + 1)..])));
            }
        }

        return new() { ServiceBytes = bytes, Serviced = requests };
    }

    private static (ulong Major, ulong Minor)? Device(string text) =>
        text.Split(':') is [var major, var minor] ? (StatisticsFile.Parse(major), StatisticsFile.Parse(minor)) : null;
}
