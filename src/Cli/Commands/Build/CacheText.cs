// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Oci;

namespace Husk.Cli.Commands.Build;

/// <summary>A value of <c>--cache-from</c> or <c>--cache-to</c>.</summary>
internal static class CacheText
{
    /// <param name="text">An image's name, or fields.</param>
    /// <param name="place">The field that names the directory: <c>src</c>, <c>dest</c>.</param>
    public static CacheEnd Read(string text, string place)
    {
        Dictionary<string, string> fields = text.Contains('=')
            ? BuildRequestText.Fields(text)
            : new Dictionary<string, string> { ["type"] = "registry", ["ref"] = text };
        bool all = fields.GetValueOrDefault("mode") switch
        {
            null or "min" => false,
            "max" => true,
            string mode => throw new EngineException(EngineFault.InvalidArgument, $"invalid cache mode {mode}: there are min and max"),
        };
        return fields.GetValueOrDefault("type", "registry") switch
        {
            "inline" when place == "dest" => new CacheEnd(null, null, IsInline: true),
            "registry" => new CacheEnd(null, Reference.Parse(Field("ref")).WithDefaultTag(), IsInline: false) { TakesAll = all },
            "local" => new CacheEnd(Path.GetFullPath(Field(place)), null, IsInline: false) { TakesAll = all },
            string type => throw new EngineException(EngineFault.InvalidArgument, $"unknown cache type \"{type}\": there are local, registry and, to write, inline"),
        };

        string Field(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new EngineException(EngineFault.InvalidArgument, $"{name} is required for the cache {text}");
    }
}
