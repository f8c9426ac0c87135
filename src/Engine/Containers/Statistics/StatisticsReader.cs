// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Cgroups.Statistics;

namespace Husk.Engine.Containers.Statistics;

/// <summary>Reads what the kernel counts of a container: its cgroup, v1 or v2, and its network namespace.</summary>
internal static class StatisticsReader
{
    // USER_HZ (time(7)): what /proc/stat counts in.
    private const ulong NanosecondsPerTick = 1_000_000_000 / 100;

    /// <summary>Null when the process is gone.</summary>
    /// <param name="pid">The container's own process.</param>
    /// <param name="sharesNetwork">Whether its network is the host's, of which docker does not tell.</param>
    public static ContainerStatistics? Read(int pid, bool sharesNetwork)
    {
        if (pid <= 0 || Cgroup.TryOfProcess(pid, CgroupLayout.Read()) is not { } cgroup)
            return null;
        CgroupStatistics counted = CgroupStatistics.Read(cgroup);
        (ulong machine, int processors) = Machine();
        (ulong received, ulong sent) = sharesNetwork ? default : Network(pid);
        ulong memory = counted.Memory.Usage.Usage;
        // cgroup-v1/memory.rst counts by hierarchy under total_*, v2 always does.
        ulong unused = counted.Memory.Raw.TryGetValue("total_inactive_file", out ulong v1) ? v1
            : counted.Memory.Raw.GetValueOrDefault("inactive_file");
        return new ContainerStatistics
        {
            CpuTime = counted.Cpu.Total,
            MachineTime = machine,
            Processors = processors,
            Memory = memory > unused ? memory - unused : memory,
            MemoryLimit = Math.Min(
                counted.Memory.Usage.Limit is 0 ? ulong.MaxValue : counted.Memory.Usage.Limit, MachineMemory()),
            Received = received,
            Sent = sent,
            Read = Sum(counted.BlockIo, 'r'),
            Written = Sum(counted.BlockIo, 'w'),
            Pids = counted.Pids.Current,
        };
    }

    private static ulong Sum(BlockIoStatistics io, char operation) => io.ServiceBytes
        .Where(entry => entry.Operation.Length > 0 && char.ToLowerInvariant(entry.Operation[0]) == operation)
        .Aggregate(0UL, (sum, entry) => sum + entry.Value);

    private static (ulong Time, int Processors) Machine()
    {
        string[] lines = Lines("/proc/stat");
        string[] words = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // user, nice, system, idle, iowait, irq, softirq (proc_stat(5)), as docker adds them.
        ulong ticks = words.Skip(1).Take(7).Aggregate(0UL, (sum, word) => sum + Number(word));
        int processors = lines.Count(
            line => line.StartsWith("cpu", StringComparison.Ordinal) && line.Length > 3 && char.IsAsciiDigit(line[3]));
        return (ticks * NanosecondsPerTick, processors);
    }

    private static ulong MachineMemory()
    {
        string line = Lines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    // proc_pid_net(5), dev: the name, eight numbers of what came, eight of what went; each begins with the bytes.
    private static (ulong Received, ulong Sent) Network(int pid)
    {
        (ulong received, ulong sent) = (0, 0);
        foreach (string line in Lines($"/proc/{pid}/net/dev"))
        {
            int colon = line.IndexOf(':');
            if (colon < 0 || line[..colon].Trim() == "lo")
                continue;
            string[] numbers = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            received += Number(numbers[0]);
            sent += Number(numbers[8]);
        }
        return (received, sent);
    }

    private static string[] Lines(string path) =>
        Encoding.ASCII.GetString(At.ReadAllIfThere(BorrowedFd.Cwd, path) ?? [])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static ulong Number(string text) =>
        ulong.TryParse(text, CultureInfo.InvariantCulture, out ulong number) ? number : 0;
}
