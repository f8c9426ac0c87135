// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>One resource limit, setrlimit(2).</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX process"</remarks>
public sealed record Rlimit : IJsonObject<Rlimit>
{
    public Rlimit()
    {
    }

    internal Rlimit(ref ObjectReader json)
    {
        ulong? hard = null, soft = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("type"u8))
                Type = json.String();
            else if (json.Is("hard"u8))
                hard = json.UInt64();
            else if (json.Is("soft"u8))
                soft = json.UInt64();
            else
                json.Skip();
        }

        Hard = json.Required(hard, "hard", start);
        Soft = json.Required(soft, "soft", start);
    }

    /// <summary><c>RLIMIT_NOFILE</c> and its like.</summary>
    public string Type { get; init; } = "";

    public ulong Hard { get; init; }

    public ulong Soft { get; init; }

    static Rlimit IJsonObject<Rlimit>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Rlimit>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteNumber("hard"u8, Hard);
        json.WriteNumber("soft"u8, Soft);
    }
}
