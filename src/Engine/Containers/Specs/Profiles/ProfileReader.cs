// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>Reads a profile that a user wrote, docker's or the runtime-spec's own form.</summary>
internal static class ProfileReader
{
    /// <exception cref="EngineException">It is no profile.</exception>
    public static SeccompProfile Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Profile(document.RootElement);
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Wrong(e.Message);
        }
    }

    private static SeccompProfile Profile(JsonElement json)
    {
        var profile = new SeccompProfile
        {
            DefaultAction = Text(json, "defaultAction"),
            DefaultErrnoRet = Number(json, "defaultErrnoRet"),
            Architectures = Strings(json, "architectures"),
            ArchMap = Items(json, "archMap").ToDictionary(entry => Text(entry, "architecture"), entry =>
                Strings(entry, "subArchitectures")),
            Flags = json.TryGetProperty("flags", out JsonElement flags) && flags.ValueKind == JsonValueKind.Array
                ? Strings(json, "flags") : null,
            ListenerPath = Text(json, "listenerPath"),
            ListenerMetadata = Text(json, "listenerMetadata"),
            Rules = [.. Items(json, "syscalls").Select(Rule)],
        };
        if (profile.Architectures.Length > 0 && profile.ArchMap.Count > 0)
        {
            throw Wrong(
                "both 'architectures' and 'archMap' are specified in the seccomp profile, use either 'architectures' or 'archMap'");
        }

        return profile;
    }

    private static ProfileRule Rule(JsonElement json)
    {
        string name = Text(json, "name");
        string[] names = Strings(json, "names");
        if (name.Length > 0 && names.Length > 0)
            throw Wrong("both 'name' and 'names' are specified in the seccomp profile, use either 'name' or 'names'");
        var rule = new SeccompRule
        {
            Names = name.Length > 0 ? [name] : names,
            Action = Text(json, "action"),
            ErrnoRet = Number(json, "errnoRet"),
            Args = [.. Items(json, "args").Select(Argument)],
        };
        return new ProfileRule(rule, Condition(json, "includes"), Condition(json, "excludes"));
    }

    private static SeccompArg Argument(JsonElement json) => new()
    {
        Index = Number(json, "index") ?? 0,
        Value = json.TryGetProperty("value", out JsonElement value) ? value.GetUInt64() : 0,
        ValueTwo = json.TryGetProperty("valueTwo", out JsonElement two) ? two.GetUInt64() : 0,
        Op = Text(json, "op"),
    };

    private static ProfileCondition? Condition(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out JsonElement condition) || condition.ValueKind != JsonValueKind.Object)
            return null;
        return new ProfileCondition
        {
            Caps = Strings(condition, "caps"),
            Arches = Strings(condition, "arches"),
            MinKernel = Text(condition, "minKernel") is { Length: > 0 } kernel ? Kernel(kernel) : null,
        };
    }

    private static (int Major, int Minor) Kernel(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            && (major, minor) != (0, 0)
            ? (major, minor)
            : throw Wrong($"invalid kernel version: {text}, expected \"<kernel>.<major>\"");
    }

    // A member that is null is as good as absent, as everywhere in the formats of Go programs.
    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement list) && list.ValueKind != JsonValueKind.Null ? list.EnumerateArray()
            : [];

    private static string[] Strings(JsonElement json, string name) =>
        [.. Items(json, name).Select(item => item.GetString() ?? "")];

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement text) ? text.GetString() ?? "" : "";

    private static uint? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement number) && number.ValueKind != JsonValueKind.Null
            ? number.GetUInt32() : null;

    private static EngineException Wrong(string why) =>
        new(EngineFault.InvalidArgument, $"Decoding seccomp profile failed: {why}");
}
