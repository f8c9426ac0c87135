// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary><c>nofile=1024:2048</c>, by the names of setrlimit(2); -1 for no limit.</summary>
internal static class UlimitText
{
    private static readonly string[] Names =
    [
        "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
        "rtprio", "rttime", "sigpending", "stack",
    ];

    /// <exception cref="FormatException">No limit of that name, or one softer than soft may be.</exception>
    public static Ulimit Parse(string text)
    {
        string[] parts = text.Split('=', 2);
        if (parts.Length != 2)
            throw new FormatException($"invalid ulimit argument: {text}");
        if (!Names.Contains(parts[0]))
            throw new FormatException($"invalid ulimit type: {parts[0]}");
        string[] limits = parts[1].Split(':');
        if (limits.Length > 2)
        {
            throw new FormatException(
                $"too many limit value arguments - {parts[1]}, can only have up to two, `soft[:hard]`");
        }

        long soft = Number(limits[0]), hard = Number(limits[^1]);
        if (hard != -1 && soft == -1)
        {
            throw new FormatException(
                $"ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: {hard}");
        }

        if (hard != -1 && soft > hard)
            throw new FormatException($"ulimit soft limit must be less than or equal to hard limit: {soft} > {hard}");
        return new Ulimit { Name = parts[0], Soft = soft, Hard = hard };
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new FormatException($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
}
