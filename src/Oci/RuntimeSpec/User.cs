// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Ids of the process, as seen inside the container's user namespace.</summary>
/// <remarks>Source: runtime-spec config.md, "User"</remarks>
public sealed record User : IJsonObject<User>
{
    public User()
    {
    }

    internal User(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("uid"u8))
                Uid = json.UInt32();
            else if (json.Is("gid"u8))
                Gid = json.UInt32();
            else if (json.Is("umask"u8))
                Umask = json.UInt32();
            else if (json.Is("additionalGids"u8))
                AdditionalGids = json.UInt32s();
            else
                json.Skip();
        }
    }

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    /// <summary>Null stands for the runtime's default.</summary>
    public uint? Umask { get; init; }

    public uint[] AdditionalGids { get; init; } = [];

    static User IJsonObject<User>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<User>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("uid"u8, Uid);
        json.WriteNumber("gid"u8, Gid);
        json.Number("umask"u8, Umask);
        json.UInt32s("additionalGids"u8, AdditionalGids);
    }
}
