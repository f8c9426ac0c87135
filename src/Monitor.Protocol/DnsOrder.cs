// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The name server of a container that has a network of its own.</summary>
public sealed record DnsOrder : IJsonObject<DnsOrder>
{
    public DnsOrder()
    {
    }

    private DnsOrder(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Run"u8))
                Run = json.Text();
            else if (json.Is("Servers"u8))
                Servers = json.Strings();
            else
                json.Skip();
        }
    }

    /// <summary>Where the networks' state is: <c>/run/husk</c>.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whom to ask for names that no container has; none for whom the host asks.</summary>
    public string[] Servers { get; init; } = [];

    static DnsOrder IJsonObject<DnsOrder>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<DnsOrder>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Run"u8, Run);
        json.StringsUnlessNull("Servers"u8, Servers);
    }
}
