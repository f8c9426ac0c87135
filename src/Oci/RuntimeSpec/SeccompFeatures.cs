// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What a filter may say.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Seccomp"</remarks>
public sealed record SeccompFeatures : IJsonObject<SeccompFeatures>
{
    public SeccompFeatures()
    {
    }

    internal SeccompFeatures(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("enabled"u8))
                Enabled = json.Boolean();
            else if (json.Is("actions"u8))
                Actions = json.Strings();
            else if (json.Is("operators"u8))
                Operators = json.Strings();
            else if (json.Is("archs"u8))
                Archs = json.Strings();
            else if (json.Is("knownFlags"u8))
                KnownFlags = json.Strings();
            else if (json.Is("supportedFlags"u8))
                SupportedFlags = json.Strings();
            else
                json.Skip();
        }
    }

    public bool? Enabled { get; init; }

    public string[] Actions { get; init; } = [];

    public string[] Operators { get; init; } = [];

    public string[] Archs { get; init; } = [];

    /// <summary>Flags that may be named.</summary>
    public string[] KnownFlags { get; init; } = [];

    /// <summary>Flags that have an effect.</summary>
    public string[] SupportedFlags { get; init; } = [];

    static SeccompFeatures IJsonObject<SeccompFeatures>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<SeccompFeatures>.WriteMembers(Utf8JsonWriter json)
    {
        json.Boolean("enabled"u8, Enabled);
        json.Strings("actions"u8, Actions);
        json.Strings("operators"u8, Operators);
        json.Strings("archs"u8, Archs);
        json.Strings("knownFlags"u8, KnownFlags);
        json.Strings("supportedFlags"u8, SupportedFlags);
    }
}
