// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>A device node to make, mknod(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Devices"</remarks>
public sealed record Device : IJsonObject<Device>
{
    public Device()
    {
    }

    internal Device(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("path"u8))
                Path = json.String();
            else if (json.Is("major"u8))
                Major = json.Int64();
            else if (json.Is("minor"u8))
                Minor = json.Int64();
            else if (json.Is("fileMode"u8))
                FileMode = json.UInt32();
            else if (json.Is("uid"u8))
                Uid = json.UInt32();
            else if (json.Is("gid"u8))
                Gid = json.UInt32();
            else
                json.Skip();
        }
    }

    /// <summary><c>c</c>, <c>b</c>, <c>u</c> (as <c>c</c>) or <c>p</c> (a pipe, which has no numbers).</summary>
    public string Type { get; init; } = "";

    /// <summary>Absolute path inside the container.</summary>
    public string Path { get; init; } = "";

    public long Major { get; init; }

    public long Minor { get; init; }

    /// <summary>Permission bits; null stands for the runtime's default.</summary>
    public uint? FileMode { get; init; }

    public uint? Uid { get; init; }

    public uint? Gid { get; init; }

    static Device IJsonObject<Device>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Device>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("path"u8, Path);
        json.WriteString("type"u8, Type);
        json.WriteNumber("major"u8, Major);
        json.WriteNumber("minor"u8, Minor);
        json.Number("fileMode"u8, FileMode);
        json.Number("uid"u8, Uid);
        json.Number("gid"u8, Gid);
    }
}
