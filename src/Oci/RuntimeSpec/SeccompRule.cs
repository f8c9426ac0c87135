// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What happens to some system calls.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed record SeccompRule : IJsonObject<SeccompRule>
{
    public SeccompRule()
    {
    }

    internal SeccompRule(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("names"u8))
                Names = json.Strings();
            else if (json.Is("action"u8))
                Action = json.String();
            else if (json.Is("errnoRet"u8))
                ErrnoRet = json.UInt32();
            else if (json.Is("args"u8))
                Args = json.Array<SeccompArg>();
            else
                json.Skip();
        }
    }

    public string[] Names { get; init; } = [];

    /// <summary><c>SCMP_ACT_ALLOW</c> and its like.</summary>
    public string Action { get; init; } = "";

    /// <summary>Null stands for EPERM.</summary>
    public uint? ErrnoRet { get; init; }

    /// <summary>All must hold.</summary>
    public SeccompArg[] Args { get; init; } = [];

    static SeccompRule IJsonObject<SeccompRule>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<SeccompRule>.WriteMembers(Utf8JsonWriter json)
    {
        json.StringsUnlessNull("names"u8, Names);
        json.WriteString("action"u8, Action);
        json.Number("errnoRet"u8, ErrnoRet);
        json.Array("args"u8, Args);
    }
}
