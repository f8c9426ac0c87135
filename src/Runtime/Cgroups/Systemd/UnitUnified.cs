// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// The files of <c>linux.resources.unified</c> that systemd has a property for, so that its next reload writes the
/// same. A value that cannot be read is left to the kernel, which refuses it with better words.
/// </summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "Unified"; systemd.resource-control(5); runc's docs/systemd.md.
/// </remarks>
internal static class UnitUnified
{
    public static void AddTo(PropertyList list, IReadOnlyDictionary<string, string> files, int version)
    {
        foreach ((string file, string text) in files)
        {
            string value = text.Trim();
            switch (file)
            {
                case "cpu.idle" when value == "1": UnitLimits.SetIdle(list, version); break;
                case "cpu.weight": SetNumber(list, "CPUWeight", value); break;
                case "cpu.max": AddQuota(list, value, version); break;
                case "cpuset.cpus": UnitLimits.SetNumbers(list, "AllowedCPUs", value, Field(file), version); break;
                case "cpuset.mems":
                    UnitLimits.SetNumbers(list, "AllowedMemoryNodes", value, Field(file), version);
                    break;
                case "memory.min": SetNumber(list, "MemoryMin", value); break;
                case "memory.low": SetNumber(list, "MemoryLow", value); break;
                case "memory.high": SetNumber(list, "MemoryHigh", value); break;
                case "memory.max": SetNumber(list, "MemoryMax", value); break;
                case "memory.swap.max": SetNumber(list, "MemorySwapMax", value); break;
                case "pids.max": SetNumber(list, "TasksMax", value); break;
                default: break;
            }
        }
    }

    private static string Field(string file) => $"$.linux.resources.unified[\"{file}\"]";

    private static void SetNumber(PropertyList list, string name, string value)
    {
        if (value == "max")
            list.Set(name, ulong.MaxValue);
        else if (ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            list.Set(name, number);
    }

    private static void AddQuota(PropertyList list, string value, int version)
    {
        string[] words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ulong period = 0;
        if (words.Length is 0 or > 2
            || (words.Length == 2
                && !ulong.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out period)))
        {
            return;
        }

        if (words[0] == "max")
            UnitLimits.AddQuota(list, -1, period, version);
        else if (long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long quota))
            UnitLimits.AddQuota(list, quota, period, version);
    }
}
