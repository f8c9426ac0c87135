// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Husk.Images.Registry.Configuration;

/// <summary>
/// The file <c>/etc/husk/registries.json</c>: mirrors, other locations and plain HTTP for any registry or part of one.
/// </summary>
/// <remarks>
/// <code>{ "registries": [ { "prefix": "docker.io", "mirrors": ["mirror.example/hub", {"location": "10.0.0.2:5000",
/// "plainHttp": true}] } ] }</code> Comments and trailing commas are allowed; a member that is not known is an error,
/// so that none is mistyped in silence.
/// </remarks>
public sealed class RegistryConfiguration
{
    public const string DefaultPath = "/etc/husk/registries.json";

    public static readonly RegistryConfiguration Empty = new([]);

    private readonly IReadOnlyList<RegistryRule> _rules;

    public RegistryConfiguration(IReadOnlyList<RegistryRule> rules) => _rules = rules;

    /// <summary>As they stand in the file.</summary>
    public IReadOnlyList<RegistryRule> Rules => _rules;

    /// <summary>Reads the file that $HUSK_REGISTRIES names, or <see cref="DefaultPath"/>; none there is an empty
    /// one.</summary>
    public static RegistryConfiguration Read()
    {
        string? named = Environment.GetEnvironmentVariable("HUSK_REGISTRIES");
        string path = string.IsNullOrEmpty(named) ? DefaultPath : named;
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (
            string.IsNullOrEmpty(named) && e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Empty;
        }
    }

    /// <param name="json">The content of the file.</param>
    /// <param name="path">Its name, for errors.</param>
    public static RegistryConfiguration Parse(ReadOnlyMemory<byte> json, string path)
    {
        var options = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, options);
            var rules = new List<RegistryRule>();
            foreach (JsonProperty member in Object(document.RootElement, "the file").EnumerateObject())
            {
                if (member.Name != "registries")
                    throw Unknown(member.Name, "the file", "registries");
                foreach (JsonElement rule in Array(member.Value, "registries").EnumerateArray())
                    rules.Add(Rule(rule));
            }
            return new RegistryConfiguration(rules);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new RegistryException(ImageFault.InvalidArgument, $"read {path}: {e.Message}", e);
        }
    }

    /// <summary>The rule with the longest prefix that covers the name; null when none does.</summary>
    /// <param name="name">Host and path of a repository: <c>docker.io/library/busybox</c>.</param>
    public RegistryRule? RuleOf(string name)
    {
        RegistryRule? best = null;
        foreach (RegistryRule rule in _rules)
        {
            if (rule.Covers(name) && (best is null || rule.Prefix.Length > best.Prefix.Length))
                best = rule;
        }
        return best;
    }

    private static RegistryRule Rule(JsonElement json)
    {
        string? prefix = null;
        string? location = null;
        RegistrySecurity? security = null;
        var mirrors = new List<RegistryLocation>();
        foreach (JsonProperty member in Object(json, "registries[]").EnumerateObject())
        {
            switch (member.Name)
            {
                case "prefix":
                    prefix = Text(member.Value, "prefix");
                    break;
                case "location":
                    location = Text(member.Value, "location");
                    break;
                case "plainHttp" or "insecure":
                    security = Security(member, security);
                    break;
                case "mirrors":
                    foreach (JsonElement mirror in Array(member.Value, "mirrors").EnumerateArray())
                        mirrors.Add(Mirror(mirror));
                    break;
                default:
                    throw Unknown(member.Name, "registries[]", "prefix, location, plainHttp, insecure, mirrors");
            }
        }
        return new RegistryRule(
            prefix ?? throw new FormatException("registries[]: prefix is missing"), location, security, mirrors);
    }

    private static RegistryLocation Mirror(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.String)
            return RegistryLocation.Parse(Text(json, "mirrors[]"), null);
        string? location = null;
        RegistrySecurity? security = null;
        foreach (JsonProperty member in Object(json, "mirrors[]").EnumerateObject())
        {
            switch (member.Name)
            {
                case "location":
                    location = Text(member.Value, "location");
                    break;
                case "plainHttp" or "insecure":
                    security = Security(member, security);
                    break;
                default:
                    throw Unknown(member.Name, "mirrors[]", "location, plainHttp, insecure");
            }
        }
        return RegistryLocation.Parse(
            location ?? throw new FormatException("mirrors[]: location is missing"), security);
    }

    // plainHttp says more than insecure; false takes back what a loopback address implies.
    private static RegistrySecurity? Security(JsonProperty member, RegistrySecurity? before) =>
        member.Value.ValueKind switch
        {
            JsonValueKind.True =>
                before is RegistrySecurity.PlainHttp || member.Name == "plainHttp"
                    ? RegistrySecurity.PlainHttp
                    : RegistrySecurity.Insecure,
            JsonValueKind.False => before ?? (member.Name == "insecure" ? RegistrySecurity.Verified : null),
            _ => throw new FormatException($"{member.Name}: it is to be true or false"),
        };

    private static JsonElement Object(JsonElement json, string what) =>
        json.ValueKind is JsonValueKind.Object ? json : throw new FormatException($"{what}: it is to be an object");

    private static JsonElement Array(JsonElement json, string what) =>
        json.ValueKind is JsonValueKind.Array ? json : throw new FormatException($"{what}: it is to be a list");

    private static string Text(JsonElement json, string what)
    {
        string? text = json.ValueKind is JsonValueKind.String ? json.GetString() : null;
        return text is { Length: > 0 } && !text.Contains("://", StringComparison.Ordinal)
            ? text.TrimEnd('/')
            : throw new FormatException($"{what}: it is to be host[:port][/path], without http://");
    }

    private static FormatException Unknown(string name, string where, string known) =>
        new($"{where}: \"{name}\" is not known; there are {known}");
}
