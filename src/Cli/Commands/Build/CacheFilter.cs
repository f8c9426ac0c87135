// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine;
using Husk.Engine.Building;

namespace Husk.Cli.Commands.Build;

/// <summary>Which entries of the build cache are meant.</summary>
internal static class CacheFilter
{
    public static readonly Flag Flag = RunFlags.Many("filter",
        "Provide filter values: until=AGE, type=regular|exec.cachemount, id=PREFIX, description=TEXT, shared, private",
        value: "filter");

    /// <summary>Those for which all conditions hold.</summary>
    /// <exception cref="EngineException">One that the cache does not have.</exception>
    public static Func<CacheEntry, bool> Of(IReadOnlyList<string> filters)
    {
        Func<CacheEntry, bool>[] conditions = [.. filters.Select(Condition)];
        return entry => conditions.All(holds => holds(entry));
    }

    private static Func<CacheEntry, bool> Condition(string text)
    {
        int equals = text.IndexOf('=');
        (string name, string value) = equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
        switch (name)
        {
            case "until" or "unused-for":
                return Moment.TryParse(value, DateTimeOffset.UtcNow, out DateTimeOffset moment)
                    ? entry => entry.LastUsed < moment
                    : throw new EngineException(EngineFault.InvalidArgument,
                        $"failed to parse \"{name}\" filter: \"{value}\" is neither a time nor a duration");
            case "id":
                return entry => entry.Id.StartsWith(value, StringComparison.Ordinal);
            case "description":
                return entry => entry.Description.Contains(value, StringComparison.Ordinal);
            case "shared" or "private" when value is "" or "true" or "1" or "false" or "0":
                bool isShared = (name == "shared") == (value is "" or "true" or "1");
                return entry => entry.IsShared == isShared;
            case "type" when value is "regular":
                return entry => !entry.IsMount;
            case "type" when value is "exec.cachemount":
                return entry => entry.IsMount;
            // BuildKit's others, of which this cache has none.
            case "type" when value is "internal" or "frontend" or "source.local" or "source.git.checkout":
                return _ => false;
            default:
                throw new EngineException(EngineFault.InvalidArgument, $"invalid filter '{text}'");
        }
    }
}
