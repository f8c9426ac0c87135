// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>Limits that a configuration asks for.</summary>
internal static class LimitWords
{
    public static IReadOnlyList<ExplainedLimit> Planned(Resources? resources)
    {
        var limits = new List<ExplainedLimit>();
        Add("memory", "memory.limit", resources?.Memory?.Limit, "bytes");
        Add("memory and swap", "memory.swap", resources?.Memory?.Swap, "bytes");
        Add("memory reservation", "memory.reservation", resources?.Memory?.Reservation, "bytes");
        if (resources?.Cpu is { Quota: > 0 and var quota, Period: > 0 and var period })
            limits.Add(new ExplainedLimit("processor time", "cpu.quota", (double)quota / period, null, "processors"));
        Add("processor weight", "cpu.shares", (long?)resources?.Cpu?.Shares, "weight");
        Add("processes", "pids.limit", resources?.Pids?.Limit, "processes");
        if (resources?.Cpu?.Cpus is { Length: > 0 } cpus)
            limits.Add(new ExplainedLimit("processors", "cpu.cpus", null, null, "cpus") { Text = cpus });
        return limits;

        void Add(string name, string file, long? limit, string unit)
        {
            if (limit is > 0)
                limits.Add(new ExplainedLimit(name, file, limit, null, unit));
        }
    }
}
