// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What the runtime was built to do: what <c>features</c> prints.</summary>
/// <remarks>Source: runtime-spec features.md</remarks>
public sealed record Features : IJsonObject<Features>
{
    public Features()
    {
    }

    internal Features(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("ociVersionMin"u8))
                OciVersionMin = json.String();
            else if (json.Is("ociVersionMax"u8))
                OciVersionMax = json.String();
            else if (json.Is("hooks"u8))
                Hooks = json.Strings();
            else if (json.Is("mountOptions"u8))
                MountOptions = json.Strings();
            else if (json.Is("linux"u8))
                Linux = json.Object<LinuxFeatures>();
            else if (json.Is("annotations"u8))
                Annotations = json.TextMap();
            else if (json.Is("potentiallyUnsafeConfigAnnotations"u8))
                PotentiallyUnsafeConfigAnnotations = json.Strings();
            else
                json.Skip();
        }
    }

    public string OciVersionMin { get; init; } = "";

    public string OciVersionMax { get; init; } = "";

    public string[] Hooks { get; init; } = [];

    public string[] MountOptions { get; init; } = [];

    public LinuxFeatures? Linux { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Annotations of a config that change what the runtime does.</summary>
    public string[] PotentiallyUnsafeConfigAnnotations { get; init; } = [];

    static Features IJsonObject<Features>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Features>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("ociVersionMin"u8, OciVersionMin);
        json.String("ociVersionMax"u8, OciVersionMax);
        json.Strings("hooks"u8, Hooks);
        json.Strings("mountOptions"u8, MountOptions);
        json.Object("linux"u8, Linux);
        json.Map("annotations"u8, Annotations);
        json.Strings("potentiallyUnsafeConfigAnnotations"u8, PotentiallyUnsafeConfigAnnotations);
    }
}
