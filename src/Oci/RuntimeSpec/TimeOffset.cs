// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>How far a clock is ahead of the host's.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Offset for Time Namespace"</remarks>
public sealed record TimeOffset : IJsonObject<TimeOffset>
{
    public TimeOffset()
    {
    }

    internal TimeOffset(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("secs"u8))
                Secs = json.Int64();
            else if (json.Is("nanosecs"u8))
                Nanosecs = json.UInt32();
            else
                json.Skip();
        }
    }

    public long Secs { get; init; }

    public uint Nanosecs { get; init; }

    static TimeOffset IJsonObject<TimeOffset>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<TimeOffset>.WriteMembers(Utf8JsonWriter json)
    {
        json.NonZero("secs"u8, Secs);
        json.NonZero("nanosecs"u8, Nanosecs);
    }
}
