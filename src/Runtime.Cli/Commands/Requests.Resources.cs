// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Commands;

internal static partial class Requests
{
    /// <summary>The limits that the flags of `update` name; what none names is absent.</summary>
    public static Resources Resources(FlagValues flags) => new()
    {
        BlockIo = flags.Number("blkio-weight") is 0 ? null : new() { Weight = Weight(flags.Number("blkio-weight")) },
        Cpu = Cpu(flags),
        Memory = new()
        {
            Limit = Size(flags, "memory"),
            Swap = Size(flags, "memory-swap"),
            Reservation = Size(flags, "memory-reservation"),
            Kernel = Size(flags, "kernel-memory"),
            KernelTcp = Size(flags, "kernel-memory-tcp"),
        },
        Pids = flags.Has("pids-limit") ? new() { Limit = flags.Number("pids-limit") } : null,
    };

    private static CpuResources Cpu(FlagValues flags) => new()
    {
        Shares = Unsigned(flags, "cpu-share"),
        Quota = Signed(flags, "cpu-quota"),
        Period = Unsigned(flags, "cpu-period"),
        Burst = Unsigned(flags, "cpu-burst"),
        RealtimePeriod = Unsigned(flags, "cpu-rt-period"),
        RealtimeRuntime = Signed(flags, "cpu-rt-runtime"),
        Cpus = flags.Text("cpuset-cpus"),
        Mems = flags.Text("cpuset-mems"),
        Idle = Signed(flags, "cpu-idle"),
    };

    private static ushort Weight(long weight) => weight is > 0 and <= ushort.MaxValue
        ? (ushort)weight
        : throw Invalid("blkio-weight", weight.ToString(CultureInfo.InvariantCulture), "a weight from 10 to 1000");

    private static long? Size(FlagValues flags, string name) => flags.TextOrNull(name) switch
    {
        null => null,
        "-1" => -1,
        var text => ByteSize.Parse(text) ?? throw Invalid(name, text, "a size such as 512m, 1.5GiB or -1"),
    };

    private static long? Signed(FlagValues flags, string name) =>
        flags.TextOrNull(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : throw Invalid(name, text, "a whole number");

    private static ulong? Unsigned(FlagValues flags, string name) =>
        flags.TextOrNull(name) is not { } text ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value
        : throw Invalid(name, text, "a whole number that is not negative");

    private static LifecycleException Invalid(string name, string value, string expected) =>
        new($"invalid value for {name}: \"{value}\" is not {expected}");
}
