// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>The arguments of ioprio_set(2).</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed record IoPriority : IJsonObject<IoPriority>
{
    public IoPriority()
    {
    }

    internal IoPriority(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("class"u8))
                Class = json.String();
            else if (json.Is("priority"u8))
                Priority = json.Int32();
            else
                json.Skip();
        }
    }

    /// <summary><c>IOPRIO_CLASS_RT</c>, <c>IOPRIO_CLASS_BE</c> or <c>IOPRIO_CLASS_IDLE</c>.</summary>
    public string Class { get; init; } = "";

    /// <summary>0 (highest) to 7.</summary>
    public int Priority { get; init; }

    static IoPriority IJsonObject<IoPriority>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<IoPriority>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("class"u8, Class);
        json.WriteNumber("priority"u8, Priority);
    }
}
