// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Engine.Building;
using Husk.Oci;

namespace Husk.Cli.Commands.Build;

/// <summary>A value of <c>--cache-from</c> or <c>--cache-to</c>.</summary>
internal static class CacheText
{
    /// <summary>Where a cache comes from: an image's name, or fields.</summary>
    public static CacheEnd From(string text)
    {
        BuildFields fields = Fields("cache-from", text);
        CacheEnd end = fields.Take("type") switch
        {
            null or "registry" => new CacheEnd(null, Name(fields), IsInline: false),
            "local" => new CacheEnd(Directory(fields, "src"), null, IsInline: false),
            string type => throw fields.Wrong($"unknown cache type \"{type}\": there are local and registry"),
        };
        fields.End();
        return end;
    }

    /// <summary>Where a cache goes.</summary>
    public static CacheEnd To(string text)
    {
        BuildFields fields = Fields("cache-to", text);
        bool all = fields.Take("mode") switch
        {
            null or "min" => false,
            "max" => true,
            string mode => throw fields.Wrong($"invalid cache mode {mode}: there are min and max"),
        };
        // What is so here anyway; BuildKit's users say it.
        fields.TakeOnly("image-manifest", "true");
        fields.TakeOnly("oci-mediatypes", "true");
        fields.TakeOnly("compression", "gzip");
        bool ignoresErrors = fields.TakeBool("ignore-error") ?? false;
        CacheEnd end = fields.Take("type") switch
        {
            "inline" => new CacheEnd(null, null, IsInline: true),
            null or "registry" => new CacheEnd(null, Name(fields), IsInline: false) { TakesAll = all },
            "local" => new CacheEnd(Directory(fields, "dest"), null, IsInline: false) { TakesAll = all },
            string type => throw fields.Wrong($"unknown cache type \"{type}\": there are local, registry and inline"),
        };
        fields.End();
        return end with { IgnoresErrors = ignoresErrors };
    }

    private static BuildFields Fields(string flag, string text) =>
        new(flag, text.Contains('=') ? text : "type=registry,ref=" + text);

    private static Reference Name(BuildFields fields) =>
        Reference.Parse(fields.Take("ref") ?? throw fields.Wrong("ref is required")).WithDefaultTag();

    private static string Directory(BuildFields fields, string name) =>
        Path.GetFullPath(fields.Take(name) ?? throw fields.Wrong($"{name} is required"));
}
