// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Oci.Json;

namespace Husk.Runtime.State;

/// <summary>One JSON object on one line, member by member.</summary>
/// <remarks>Utf8JsonWriter escapes by tables of its own making: 0.15 ms at the start of every container.</remarks>
internal sealed class RecordWriter
{
    private readonly StringBuilder _text = new("{", 1024);

    public void Add(string name, string value) => Name(name).Append(JsonText.Quoted(value));

    public void Add(string name, long value) => Name(name).Append(CultureInfo.InvariantCulture, $"{value}");

    public void Add(string name, ulong value) => Name(name).Append(CultureInfo.InvariantCulture, $"{value}");

    public void Add(string name, bool value) => Name(name).Append(value ? "true" : "false");

    public void Add(string name, ProcessIdentity process) =>
        Name(name).Append(CultureInfo.InvariantCulture, $"{{\"pid\":{process.Pid},\"startTime\":{process.StartTime}}}");

    public void Add(string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        Name(name).Append('{');
        foreach ((string key, string value) in map)
            Add(key, value);
        _text.Append('}');
    }

    public void Add(string name, IReadOnlyList<string> list)
    {
        Name(name).Append('[');
        for (int i = 0; i < list.Count; i++)
            _text.Append(i == 0 ? "" : ",").Append(JsonText.Quoted(list[i]));
        _text.Append(']');
    }

    public byte[] End() => Encoding.UTF8.GetBytes(_text.Append('}').ToString());

    private StringBuilder Name(string name) =>
        _text.Append(_text[^1] == '{' ? "" : ",").Append(JsonText.Quoted(name)).Append(':');
}
