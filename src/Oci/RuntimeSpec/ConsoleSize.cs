// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Size of the terminal in character cells.</summary>
/// <remarks>Source: runtime-spec config.md, "Process"</remarks>
public sealed record ConsoleSize : IJsonObject<ConsoleSize>
{
    public ConsoleSize()
    {
    }

    internal ConsoleSize(ref ObjectReader json)
    {
        uint? height = null, width = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("height"u8))
                height = json.UInt32();
            else if (json.Is("width"u8))
                width = json.UInt32();
            else
                json.Skip();
        }

        Height = json.Required(height, "height", start);
        Width = json.Required(width, "width", start);
    }

    public uint Height { get; init; }

    public uint Width { get; init; }

    static ConsoleSize IJsonObject<ConsoleSize>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ConsoleSize>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("height"u8, Height);
        json.WriteNumber("width"u8, Width);
    }
}
