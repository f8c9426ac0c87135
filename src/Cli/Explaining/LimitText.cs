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
        string of = limit.Limit is { } most
            ? $"of {Amount(most, limit.Unit)}"
            : limit.Unit == "cpus" ? "" : "without limit";
        string use = limit.Use is { } used ? Amount(used, limit.Unit) + " " : "";
        string text = limit.Text.Length > 0 ? limit.Text + (limit.Limit is null ? " " : ", ") : "";
        return (text + use
            + (use.Length == 0 && limit.Limit is { } alone ? "at most " + Amount(alone, limit.Unit) : of)).TrimEnd();
    }

    /// <summary>How much of it is used, 0 to 100; null where that says nothing.</summary>
    public static double? Percent(ExplainedLimit limit) =>
        limit is { Limit: > 0 and var most, Use: { } used } ? Math.Clamp(used / most * 100, 0, 100) : null;

    private static string Amount(double amount, string unit) => unit == "bytes"
        ? Human.BinarySize((ulong)amount) : string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {unit}");
}
