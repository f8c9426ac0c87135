// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Cli.Output;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining;

/// <summary>Limits in people's units.</summary>
internal static class LimitText
{
    public static string Of(ExplainedLimit limit)
    {
        string of = (limit.Use, limit.Limit) switch
        {
            ({ } used, { } most) => $"{Bare(used, limit.Unit)} of {Amount(most, limit.Unit)}",
            ({ } used, null) => Amount(used, limit.Unit) + ", no limit",
            (null, { } most) => "at most " + Amount(most, limit.Unit),
            _ => limit.Unit == "cpus" ? "" : "no limit",
        };
        return limit.Text.Length == 0 || of.Length == 0 ? limit.Text + of : $"{limit.Text}, {of}";
    }

    /// <summary>How much of it is used, 0 to 100; null where that says nothing.</summary>
    public static double? Percent(ExplainedLimit limit) =>
        limit is { Limit: > 0 and var most, Use: { } used } ? Math.Clamp(used / most * 100, 0, 100) : null;

    private static string Amount(double amount, string unit) => (unit, amount) switch
    {
        ("bytes", _) => Bare(amount, unit),
        ("processes", 1) => "1 process",
        ("processors", 1) => "1 processor",
        _ => $"{Bare(amount, unit)} {unit}",
    };

    private static string Bare(double amount, string unit) => unit == "bytes"
        ? Human.BinarySize((ulong)amount) : amount.ToString("0.##", CultureInfo.InvariantCulture);
}
