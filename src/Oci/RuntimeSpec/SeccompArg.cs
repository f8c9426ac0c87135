// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>A comparison with one argument of a system call.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed record SeccompArg : IJsonObject<SeccompArg>
{
    public SeccompArg()
    {
    }

    internal SeccompArg(ref ObjectReader json)
    {
        uint? index = null;
        ulong? value = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("index"u8))
                index = json.UInt32();
            else if (json.Is("value"u8))
                value = json.UInt64();
            else if (json.Is("valueTwo"u8))
                ValueTwo = json.UInt64();
            else if (json.Is("op"u8))
                Op = json.String();
            else
                json.Skip();
        }

        Index = json.Required(index, "index", start);
        Value = json.Required(value, "value", start);
    }

    /// <summary>0 to 5.</summary>
    public uint Index { get; init; }

    /// <summary>The mask, for <c>SCMP_CMP_MASKED_EQ</c>.</summary>
    public ulong Value { get; init; }

    /// <summary>What the masked argument must equal, for <c>SCMP_CMP_MASKED_EQ</c>.</summary>
    public ulong ValueTwo { get; init; }

    /// <summary><c>SCMP_CMP_EQ</c> and its like.</summary>
    public string Op { get; init; } = "";

    static SeccompArg IJsonObject<SeccompArg>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<SeccompArg>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("index"u8, Index);
        json.WriteNumber("value"u8, Value);
        json.NonZero("valueTwo"u8, ValueTwo);
        json.WriteString("op"u8, Op);
    }
}
