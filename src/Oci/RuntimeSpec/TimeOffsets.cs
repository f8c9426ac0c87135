// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Clocks of a new time namespace, time_namespaces(7).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Offset for Time Namespace"</remarks>
public sealed record TimeOffsets : IJsonObject<TimeOffsets>
{
    public TimeOffsets()
    {
    }

    internal TimeOffsets(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("monotonic"u8))
                Monotonic = json.Object<TimeOffset>();
            else if (json.Is("boottime"u8))
                Boottime = json.Object<TimeOffset>();
            else
                json.Skip();
        }
    }

    public TimeOffset? Monotonic { get; init; }

    public TimeOffset? Boottime { get; init; }

    static TimeOffsets IJsonObject<TimeOffsets>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<TimeOffsets>.WriteMembers(Utf8JsonWriter json)
    {
        json.Object("monotonic"u8, Monotonic);
        json.Object("boottime"u8, Boottime);
    }
}
