// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Conformance.Fixture;

/// <summary>What the probe saw from inside: see native-tests/probes.</summary>
internal sealed class Facts(JsonObject json)
{
    public JsonNode? this[string name] => json[name];

    /// <summary>Top of the pile last: the mount that hides the others at a point comes after them.</summary>
    public IReadOnlyList<MountFact> Mounts { get; } =
        [.. (json["mounts"] as JsonArray ?? []).Select(mount => new MountFact(mount!.AsObject()))];

    public string Text(string name) => (string)json[name]!;

    public long Number(string name) => (long)json[name]!;

    public bool Flag(string name) => (bool)json[name]!;

    public string[] Texts(string name) => Strings(json[name]);

    public long[] Numbers(string name) => [.. json[name]!.AsArray().Select(value => (long)value!)];

    public string Namespace(string type) => (string)json["namespaces"]![type]!;

    /// <summary>One of the five sets, bit n being capability n.</summary>
    public ulong Capabilities(string set) =>
        ulong.Parse((string)json["capabilities"]![set]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public (ulong Soft, ulong Hard) Limit(string type) =>
        ((ulong)json["rlimits"]![type]!["soft"]!, (ulong)json["rlimits"]![type]!["hard"]!);

    public string[] Signals(string mask) => Strings(json["signals"]![mask]);

    public MountFact? FindMount(string point) => Mounts.LastOrDefault(mount => mount.Point == point);

    public MountFact Mount(string point)
    {
        MountFact? mount = FindMount(point);
        Assert.True(mount is not null,
            $"nothing is mounted at {point}, only at {string.Join(' ', Mounts.Select(m => m.Point))}");
        return mount!;
    }

    public JsonObject? Device(string path) => json["devices"]![path] as JsonObject;

    public string? Variable(string name) =>
        Texts("env").Where(entry => entry.StartsWith(name + "=", System.StringComparison.Ordinal))
            .Select(entry => entry[(name.Length + 1)..]).LastOrDefault();

    private static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(value => (string)value!)];
}
