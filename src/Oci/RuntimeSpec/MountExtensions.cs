// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Kinds of mount that not every runtime makes.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "MountExtensions"</remarks>
public sealed record MountExtensions : IJsonObject<MountExtensions>
{
    public MountExtensions()
    {
    }

    internal MountExtensions(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("idmap"u8))
                Idmap = json.Object<EnabledFeature>();
            else
                json.Skip();
        }
    }

    /// <summary>Id-mapped mounts.</summary>
    public EnabledFeature? Idmap { get; init; }

    static MountExtensions IJsonObject<MountExtensions>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<MountExtensions>.WriteMembers(Utf8JsonWriter json)
    {
        json.Object("idmap"u8, Idmap);
    }
}
