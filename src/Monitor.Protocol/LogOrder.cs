// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>Where output goes.</summary>
public sealed record LogOrder : IJsonObject<LogOrder>
{
    public LogOrder()
    {
    }

    private LogOrder(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Type"u8))
                Type = json.Text();
            else if (json.Is("Options"u8))
                Options = json.TextMap();
            else if (json.Is("Path"u8))
                Path = json.Text();
            else if (json.Is("Attributes"u8))
                Attributes = json.TextMap();
            else if (json.Is("Compressor"u8))
                Compressor = json.Strings();
            else
                json.Skip();
        }
    }

    /// <summary><c>json-file</c>, <c>local</c> (which is the same here) or <c>none</c>.</summary>
    public string Type { get; init; } = "json-file";

    /// <summary><see cref="LogOptions"/> says which.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The file; rotated ones stand beside it.</summary>
    public string Path { get; init; } = "";

    /// <summary>What is written in each record besides.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The command that compresses its standard input, a file, to its standard output; empty for none.</summary>
    public string[] Compressor { get; init; } = [];

    static LogOrder IJsonObject<LogOrder>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<LogOrder>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Type"u8, Type);
        json.Map("Options"u8, Options);
        json.WriteString("Path"u8, Path);
        json.Map("Attributes"u8, Attributes);
        json.StringsUnlessNull("Compressor"u8, Compressor);
    }
}
