// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;

namespace Husk.Cli.Commands;

/// <summary>
/// What <c>--since</c> and <c>--until</c> take: a time of RFC 3339 or a part of one, seconds since 1970 with a
/// fraction, or how long ago as Go writes a duration.
/// </summary>
internal static class Moment
{
    /// <summary>The moment that a flag says; null when it is not given.</summary>
    /// <exception cref="EngineException">It says none.</exception>
    public static DateTimeOffset? Of(FlagValues flags, string name)
    {
        if (flags.String(name) is not { Length: > 0 } text)
            return null;
        return TryParse(text, DateTimeOffset.UtcNow, out DateTimeOffset moment)
            ? moment
            : throw new EngineException(EngineFault.InvalidArgument,
                $"invalid value for \"{name}\": failed to parse value as time or duration: \"{text}\"");
    }

    internal static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            && seconds < 253_402_300_800)
        {
            moment = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }
        else if (GoDuration.TryParse(text.TrimStart('-'), out TimeSpan ago))
        {
            // The future, too, can be asked for: until in ten seconds is -10s.
            moment = text[0] == '-' ? now + ago : now - ago;
        }
        else if (Human.Time(text) is { } time)
        {
            moment = time;
        }
        else
        {
            return false;
        }
        return true;
    }
}
