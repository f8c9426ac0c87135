// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>Names and flags that several commands have.</summary>
internal static class Names
{
    public const string FormatHelp =
        "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n"
        + "'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n"
        + "'TEMPLATE':         Print output using the given Go template";

    public const string InspectFormatHelp =
        "Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template";

    public static Platform? Platform(string? text) => text is null ? null : Husk.Oci.ImageSpec.Platform.Parse(text);

    /// <summary>The pairs of <c>--filter</c>.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static List<(string Key, string Value)> Filters(IEnumerable<string> conditions)
    {
        var pairs = new List<(string, string)>();
        foreach (string condition in conditions)
        {
            int equals = condition.IndexOf('=');
            if (equals < 0)
                throw new UsageException($"invalid argument \"{condition}\" for \"-f, --filter\" flag: bad format of filter (expected name=value)", UsageException.WrongFlag);
            pairs.Add((condition[..equals].Trim().ToLowerInvariant(), condition[(equals + 1)..].Trim()));
        }
        return pairs;
    }

    /// <summary>What the values of one key say: one that says yes or no, and not both.</summary>
    /// <exception cref="EngineException">InvalidArgument, in docker's words.</exception>
    public static bool Truth(IGrouping<string, string> values)
    {
        bool yes = values.Any(value => value is "1" or "true");
        return yes != values.Any(value => value is "0" or "false")
            ? yes
            : throw new EngineException(
                EngineFault.InvalidArgument, $"invalid filter '{values.Key}=[{string.Join(' ', values.Distinct())}]'");
    }

    /// <summary>A time, seconds since 1970, or how long ago as Go writes a duration: <c>24h</c>,
    /// <c>1h30m</c>.</summary>
    public static DateTimeOffset Until(string value)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return GoDuration.TryParse(value, out TimeSpan ago) ? DateTimeOffset.UtcNow - ago
            : Human.Time(value)
                ?? throw new EngineException(
                    EngineFault.InvalidArgument, $"failed to parse value as time or duration: \"{value}\"");
    }
}
