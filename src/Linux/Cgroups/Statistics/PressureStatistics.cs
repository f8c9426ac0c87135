// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace Husk.Linux.Cgroups.Statistics;

/// <summary>How much of the time some, or all, of the cgroup's tasks waited for a resource.</summary>
/// <param name="Some">At least one task waited.</param>
/// <param name="Full">All tasks that were not idle waited.</param>
/// <remarks>Source: accounting/psi.rst; in cgroup v2 only, also beside v1.</remarks>
public sealed record PressureStatistics(PressureStatistics.Share Some, PressureStatistics.Share Full)
{
    /// <summary>Per cent of the last 10, 60 and 300 seconds, and microseconds altogether.</summary>
    public readonly record struct Share(double Avg10, double Avg60, double Avg300, ulong Total);

    /// <summary>Null where the kernel does not tell.</summary>
    internal static PressureStatistics? Read(Cgroup cgroup, string file)
    {
        if (cgroup.PathIn(CgroupHierarchy.UnifiedName) is not { } path)
            return null;
        try
        {
            return Read(path + "/" + file);
        }
        catch (SyscallException off) when (off.Errno == Syscalls.Abi.EOPNOTSUPP)
        {
            // psi=0 on the kernel's command line.
            return null;
        }
    }

    private static PressureStatistics? Read(string path)
    {
        PressureStatistics? pressure = null;
        foreach (string[] words in StatisticsFile.Lines(path))
        {
            pressure ??= new(default, default);
            Share share = default;
            foreach (string word in words)
                share = With(share, word);
            pressure = words[0] == "some" ? pressure with { Some = share } : pressure with { Full = share };
        }

        return pressure;
    }

    private static Share With(Share share, string word) => word.Split('=') switch
    {
        ["avg10", var text] => share with { Avg10 = Percent(text) },
        ["avg60", var text] => share with { Avg60 = Percent(text) },
        ["avg300", var text] => share with { Avg300 = Percent(text) },
        ["total", var text] => share with { Total = StatisticsFile.Parse(text) },
        _ => share,
    };

    private static double Percent(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            ? value
            : 0;
}
