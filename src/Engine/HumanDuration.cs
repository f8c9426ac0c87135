// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Engine;

/// <summary>Durations as docker words them (docker/go-units).</summary>
public static class HumanDuration
{
    /// <summary><c>About an hour</c>.</summary>
    public static string Of(TimeSpan span)
    {
        int seconds = (int)span.TotalSeconds;
        int minutes = (int)span.TotalMinutes;
        int hours = (int)(span.TotalHours + 0.5);
        return (seconds, minutes, hours) switch
        {
            ( < 1, _, _) => "Less than a second",
            (1, _, _) => "1 second",
            ( < 60, _, _) => $"{seconds} seconds",
            (_, 1, _) => "About a minute",
            (_, < 60, _) => $"{minutes} minutes",
            (_, _, 1) => "About an hour",
            (_, _, < 48) => $"{hours} hours",
            (_, _, < 24 * 7 * 2) => $"{hours / 24} days",
            (_, _, < 24 * 30 * 2) => $"{hours / 24 / 7} weeks",
            (_, _, < 24 * 365 * 2) => $"{hours / 24 / 30} months",
            _ => $"{(int)(span.TotalHours / 24 / 365)} years",
        };
    }
}
