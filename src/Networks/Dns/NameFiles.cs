// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;
using System.Text.Json;
using Husk.Networks.State;

namespace Husk.Networks.Dns;

/// <summary>As much of the store's files as names need, read by hand.</summary>
/// <remarks>
/// The resolver lives in every monitor: with the serializer that <see cref="NetworkStore"/> uses, the program is twice
/// as large and takes a megabyte more of memory, also where no name is ever asked for (measured: docs/decisions/0009).
/// </remarks>
internal static class NameFiles
{
    /// <summary>The ids of the networks in a <see cref="SandboxRecord"/>; none where there is no file.</summary>
    public static IReadOnlyList<string> Networks(byte[]? sandbox)
    {
        IReadOnlyList<string> networks = [];
        if (sandbox is null)
            return networks;
        var json = new Utf8JsonReader(sandbox);
        json.Read();
        while (NextMember(ref json, out string name))
        {
            if (name == "networks")
                networks = Strings(ref json);
            else
                json.Skip();
        }

        return networks;
    }

    /// <summary>What names need of an <see cref="EndpointTable"/>; an empty one where there is no file.</summary>
    public static EndpointTable Endpoints(byte[]? table)
    {
        var endpoints = new List<Endpoint>();
        if (table is not null)
        {
            var json = new Utf8JsonReader(table);
            json.Read();
            while (NextMember(ref json, out string name))
            {
                if (name != "endpoints")
                    json.Skip();
                else
                    ReadAll(ref json, endpoints);
            }
        }

        return new EndpointTable { Endpoints = endpoints };
    }

    private static void ReadAll(ref Utf8JsonReader json, List<Endpoint> endpoints)
    {
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            endpoints.Add(Read(ref json));
    }

    private static Endpoint Read(ref Utf8JsonReader json)
    {
        var endpoint = new Endpoint
        {
            Id = "",
            NetworkId = "",
            Network = "",
            ContainerId = "",
            Interface = "",
            MacAddress = "",
        };
        while (NextMember(ref json, out string name))
        {
            endpoint = name switch
            {
                "network" => endpoint with { Network = Text(ref json) },
                "containerId" => endpoint with { ContainerId = Text(ref json) },
                "name" => endpoint with { Name = Text(ref json) },
                "aliases" => endpoint with { Aliases = Strings(ref json) },
                "links" => endpoint with { Links = Map(ref json) },
                "ipv4" => endpoint with { Ipv4 = Address(ref json) },
                "ipv4Gateway" => endpoint with { Ipv4Gateway = Address(ref json) },
                "ipv6" => endpoint with { Ipv6 = Address(ref json) },
                "ipv6Gateway" => endpoint with { Ipv6Gateway = Address(ref json) },
                _ => Passed(ref json, endpoint),
            };
        }

        return endpoint;
    }

    /// <summary>Goes to the value of the next member; false at the end of the object.</summary>
    private static bool NextMember(ref Utf8JsonReader json, out string name)
    {
        bool isMember = json.Read() && json.TokenType == JsonTokenType.PropertyName;
        name = isMember ? json.GetString()! : "";
        return isMember && json.Read();
    }

    private static Endpoint Passed(ref Utf8JsonReader json, Endpoint endpoint)
    {
        json.Skip();
        return endpoint;
    }

    private static string Text(ref Utf8JsonReader json) => json.GetString() ?? "";

    private static IPAddress? Address(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Null ? null
        : IPAddress.TryParse(json.GetString(), out IPAddress? address) ? address
        : throw new JsonException("no IP address");

    private static List<string> Strings(ref Utf8JsonReader json)
    {
        var texts = new List<string>();
        while (json.TokenType != JsonTokenType.Null && json.Read() && json.TokenType == JsonTokenType.String)
            texts.Add(json.GetString()!);
        return texts;
    }

    private static Dictionary<string, string> Map(ref Utf8JsonReader json)
    {
        var map = new Dictionary<string, string>();
        while (json.TokenType != JsonTokenType.Null && NextMember(ref json, out string name))
            map[name] = Text(ref json);
        return map;
    }
}
