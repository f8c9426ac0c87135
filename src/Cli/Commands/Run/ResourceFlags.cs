// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>How much of the host the container may use.</summary>
internal static class ResourceFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Text("blkio-weight", "Weight of block I/O, 10 to 1000, or 0 for none", value: "uint16",
            check: value => Weight(value)),
        RunFlags.Many("blkio-weight-device", "Weight of block I/O of one device: PATH:WEIGHT",
            check: value => OfWeight(value)),
        RunFlags.Number("cpu-period", "Length of a period, in microseconds, that --cpu-quota is a part of"),
        RunFlags.Number("cpu-quota", "Microseconds of processor time in each period"),
        RunFlags.Number("cpu-rt-period", "Length of a period for real-time tasks, in microseconds"),
        RunFlags.Number("cpu-rt-runtime", "Microseconds in each period for real-time tasks"),
        RunFlags.Number("cpu-shares", "Weight among containers that want the processors (default 1024)", 'c'),
        RunFlags.Text("cpus", "Number of processors: 1.5", value: "decimal", check: value => CpuCount.Parse(value)),
        RunFlags.Text("cpuset-cpus", "Processors to run on: 0-3, 0,1"),
        RunFlags.Text("cpuset-mems", "Memory nodes to use: 0-3, 0,1"),
        RunFlags.Many("device-read-bps", "Bytes a second read from a device: PATH:RATE",
            check: value => OfBytes(value)),
        RunFlags.Many("device-read-iops", "Reads a second from a device: PATH:RATE",
            check: value => OfOperations(value)),
        RunFlags.Many("device-write-bps", "Bytes a second written to a device: PATH:RATE",
            check: value => OfBytes(value)),
        RunFlags.Many("device-write-iops", "Writes a second to a device: PATH:RATE",
            check: value => OfOperations(value)),
        RunFlags.Bytes("kernel-memory", "Accepted for docker's sake: kernels do not have this limit any more"),
        RunFlags.Bytes("memory", "Limit of memory", 'm'),
        RunFlags.Bytes("memory-reservation", "Memory to come down to when it gets scarce"),
        RunFlags.Text("memory-swap", "Limit of memory and swap together; -1 for no limit (default: twice --memory)",
            value: "bytes", check: value => MemorySize.ParseOrUnlimited(value)),
        RunFlags.Number("memory-swappiness", "How willingly memory is swapped out, 0 to 100 (default: the kernel's)"),
        RunFlags.Switch("oom-kill-disable", "Do not kill when the memory is used up, let wait (cgroup v1)"),
        new("oom-score-adj", '\0', FlagKind.Int, "Who goes first when the host's memory is used up, -1000 to 1000"),
        RunFlags.Number("pids-limit", "Most processes and threads; -1 for no limit"),
        RunFlags.Bytes("shm-size", "Size of /dev/shm (default 64m)"),
        RunFlags.Many("ulimit", "Limit of each process: NAME=SOFT[:HARD]", value: "ulimit",
            check: value => UlimitText.Parse(value)),
    ];

    /// <exception cref="FormatException">A value out of its range.</exception>
    public static HostConfig Apply(FlagValues flags, HostConfig host)
    {
        long swappiness = flags.Int64("memory-swappiness") ?? -1;
        if (swappiness is < -1 or > 100)
            throw new FormatException($"invalid value: {swappiness}. Valid memory swappiness range is 0-100");
        return host with
        {
            BlkioWeight = flags.String("blkio-weight") is { } weight ? Weight(weight) : 0,
            BlkioWeightDevice = [.. flags.List("blkio-weight-device").Select(OfWeight)],
            BlkioDeviceReadBps = [.. flags.List("device-read-bps").Select(OfBytes)],
            BlkioDeviceWriteBps = [.. flags.List("device-write-bps").Select(OfBytes)],
            BlkioDeviceReadIOps = [.. flags.List("device-read-iops").Select(OfOperations)],
            BlkioDeviceWriteIOps = [.. flags.List("device-write-iops").Select(OfOperations)],
            CpuPeriod = flags.Int64("cpu-period") ?? 0,
            CpuQuota = flags.Int64("cpu-quota") ?? 0,
            CpuRealtimePeriod = flags.Int64("cpu-rt-period") ?? 0,
            CpuRealtimeRuntime = flags.Int64("cpu-rt-runtime") ?? 0,
            CpuShares = flags.Int64("cpu-shares") ?? 0,
            NanoCpus = flags.String("cpus") is { } cpus ? CpuCount.Parse(cpus) : 0,
            CpusetCpus = flags.String("cpuset-cpus") ?? "",
            CpusetMems = flags.String("cpuset-mems") ?? "",
            Memory = Bytes("memory"),
            MemoryReservation = Bytes("memory-reservation"),
            MemorySwap = flags.String("memory-swap") is { } swap ? MemorySize.ParseOrUnlimited(swap) : 0,
            MemorySwappiness = swappiness,
            OomKillDisable = flags.Bool("oom-kill-disable"),
            OomScoreAdj = flags.Int("oom-score-adj") ?? 0,
            PidsLimit = flags.Int64("pids-limit"),
            ShmSize = Bytes("shm-size"),
            // The last of a name counts.
            Ulimits = [.. flags.List("ulimit").Select(UlimitText.Parse).GroupBy(limit => limit.Name)
                .Select(group => group.Last()).OrderBy(limit => limit.Name, StringComparer.Ordinal)],
        };

        long Bytes(string name) => flags.String(name) is { } size ? MemorySize.Parse(size) : 0;
    }

    private static int Weight(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort weight)
        ? weight
        : throw new FormatException(
            $"strconv.ParseUint: parsing \"{text}\": {(text.All(char.IsAsciiDigit) && text.Length > 0 ? "value out of range" : "invalid syntax")}");

    private static WeightDevice OfWeight(string text)
    {
        (string path, string value) = OfDevice(text);
        return ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort weight)
            && weight is 0 or (>= 10 and <= 1000)
            ? new WeightDevice { Path = path, Weight = weight }
            : throw new FormatException($"invalid weight for device: {text}");
    }

    private static ThrottleDevice OfBytes(string text)
    {
        (string path, string value) = OfDevice(text);
        try
        {
            return new ThrottleDevice { Path = path, Rate = MemorySize.Parse(value) };
        }
        catch (FormatException)
        {
            throw new FormatException(
                $"invalid rate for device: {text}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb");
        }
    }

    private static ThrottleDevice OfOperations(string text)
    {
        (string path, string value) = OfDevice(text);
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long rate)
            ? new ThrottleDevice { Path = path, Rate = rate }
            : throw new FormatException(
                $"invalid rate for device: {text}. The correct format is <device-path>:<number>. Number must be a positive integer");
    }

    private static (string Path, string Value) OfDevice(string text)
    {
        int colon = text.IndexOf(':');
        if (colon <= 0)
            throw new FormatException($"bad format: {text}");
        return text.StartsWith("/dev/", StringComparison.Ordinal)
            ? (text[..colon], text[(colon + 1)..])
            : throw new FormatException($"bad format for device path: {text}");
    }
}
