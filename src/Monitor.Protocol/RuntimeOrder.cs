// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>Which runtime makes the container.</summary>
public sealed record RuntimeOrder : IJsonObject<RuntimeOrder>
{
    public RuntimeOrder()
    {
    }

    private RuntimeOrder(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Path"u8))
                Path = json.Text();
            else if (json.Is("Arguments"u8))
                Arguments = json.Strings();
            else if (json.Is("Root"u8))
                Root = json.Text();
            else
                json.Skip();
        }
    }

    /// <summary>Of the program.</summary>
    public string Path { get; init; } = "";

    /// <summary>What stands before every command.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>Where the runtime keeps its state.</summary>
    public string Root { get; init; } = "";

    static RuntimeOrder IJsonObject<RuntimeOrder>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<RuntimeOrder>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Path"u8, Path);
        json.StringsUnlessNull("Arguments"u8, Arguments);
        json.WriteString("Root"u8, Root);
    }
}
