// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Husk.Linux.Cgroups;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// Reads the facts that <see cref="SpecBuilder"/> wants to know: a dozen small files of proc and sysfs.
/// </summary>
public static class HostFactsReader
{
    private const string Cpu = "/sys/devices/system/cpu";

    private static readonly string[] Known = ["cpu", "cpuset", "memory", "pids"];

    public static HostFacts Read()
    {
        CgroupLayout cgroups = CgroupLayout.Read();
        bool unified = cgroups.Version == CgroupVersion.V2;
        string release = Line("/proc/sys/kernel/osrelease");
        return new HostFacts
        {
            Capabilities = EffectiveSet(File.ReadLines("/proc/self/status")),
            Kernel = Version(release),
            Architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
            CgroupUnified = unified,
            Controllers = [.. Known.Where(controller => cgroups.Find(controller) is not null)],
            Apparmor = ApparmorHost.Support(),
            Selinux = File.Exists("/sys/fs/selinux/enforce"),
            MemorySwappiness = !unified && Controller(cgroups, "memory", "memory.swappiness"),
            SwapLimit = unified ? cgroups.Find("memory") is not null
                : Controller(cgroups, "memory", "memory.memsw.limit_in_bytes"),
            BlkioWeight = unified
                ? cgroups.Find("io") is not null
                : Controller(cgroups, "blkio", "blkio.weight") || Controller(cgroups, "blkio", "blkio.bfq.weight"),
            CpuRealtime = !unified && Controller(cgroups, "cpu", "cpu.rt_runtime_us"),
            Cpus = Line(Cpu + "/online") is { Length: > 0 } cpus ? cpus : "0",
            MemoryNodes = Line("/sys/devices/system/node/online") is { Length: > 0 } nodes ? nodes : "0",
            ThermalPaths = Directory.Exists(Cpu)
                ? [.. Directory.EnumerateDirectories(Cpu, "cpu*").Select(cpu => cpu + "/thermal_throttle")
                    .Where(Directory.Exists).Order(StringComparer.Ordinal)]
                : [],
        };
    }

    /// <summary>CapEff of /proc/PID/status, hexadecimal (proc_pid_status(5)).</summary>
    internal static ulong EffectiveSet(IEnumerable<string> status) => ulong.Parse(
        status.First(line => line.StartsWith("CapEff:", StringComparison.Ordinal)).AsSpan(7).Trim(),
            NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary><c>6.18.0-rc1</c>, <c>5.15.0-91-generic</c>: the first two numbers.</summary>
    internal static (int Major, int Minor) Version(string release)
    {
        string[] numbers = release.Split('.', 3);
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture),
            int.Parse(new string([.. numbers[1].TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture));
    }

    private static bool Controller(CgroupLayout cgroups, string controller, string file) =>
        cgroups.Find(controller) is { } hierarchy && File.Exists($"{hierarchy.MountPoint}/{file}");

    private static string Line(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
