// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands.Run;

/// <summary>How to tell whether the container does what it is for.</summary>
internal static class HealthFlags
{
    public static readonly Flag[] All =
    [
        RunFlags.Text("health-cmd", "Command that tells by its exit code whether the container is well"),
        Duration("health-interval", "Time between two checks (default 30s)"),
        new("health-retries", '\0', FlagKind.Int, "How many failures in a row count as unhealthy (default 3)"),
        Duration("health-start-interval", "Time between two checks during the start period (default 5s)"),
        Duration("health-start-period", "Time to start in, during which failures do not count"),
        Duration("health-timeout", "Time that a check may take (default 30s)"),
        RunFlags.Switch("no-healthcheck", "Do without the image's HEALTHCHECK"),
    ];

    /// <summary>Null to leave it to the image.</summary>
    /// <exception cref="FormatException">Settings that contradict each other, or are negative.</exception>
    public static Healthcheck? Of(FlagValues flags)
    {
        int retries = flags.Int("health-retries") ?? 0;
        var asked = new Healthcheck
        {
            Test = flags.String("health-cmd") is { Length: > 0 } command ? ["CMD-SHELL", command] : [],
            Interval = Nanoseconds(flags, "health-interval"),
            Timeout = Nanoseconds(flags, "health-timeout"),
            StartPeriod = Nanoseconds(flags, "health-start-period"),
            StartInterval = Nanoseconds(flags, "health-start-interval"),
            Retries = retries >= 0 ? retries : throw new FormatException("--health-retries cannot be negative"),
        };
        bool any = asked is not { Test: [], Interval: 0, Timeout: 0, StartPeriod: 0, StartInterval: 0, Retries: 0 };
        if (!flags.Bool("no-healthcheck"))
            return any ? asked : null;
        return any ? throw new FormatException("--no-healthcheck conflicts with --health-* options")
            : new Healthcheck { Test = ["NONE"] };
    }

    private static long Nanoseconds(FlagValues flags, string name)
    {
        long nanoseconds = flags.String(name) is { } text ? Parse(text) : 0;
        return nanoseconds >= 0 ? nanoseconds : throw new FormatException($"--{name} cannot be negative");
    }

    private static long Parse(string text)
    {
        bool negative = text.StartsWith('-');
        string size = negative ? text[1..] : text;
        if (size == "0")
            return 0;
        if (!GoDuration.TryParse(size, out TimeSpan duration))
        {
            bool number = double.TryParse(size, out _);
            throw new FormatException(number ? $"time: missing unit in duration \"{text}\""
                : $"time: invalid duration \"{text}\"");
        }
        return (long)(duration.TotalNanoseconds * (negative ? -1 : 1));
    }

    private static Flag Duration(string name, string help) =>
        RunFlags.Text(name, help + " (ms|s|m|h)", value: "duration", check: value => Parse(value));
}
