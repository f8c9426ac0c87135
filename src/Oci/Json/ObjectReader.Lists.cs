// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text.Json;

namespace Husk.Oci.Json;

internal ref partial struct ObjectReader
{
    public T Object<T>()
        where T : class, IJsonObject<T> => T.Read(ref this);

    public T[] Array<T>()
        where T : class, IJsonObject<T>
    {
        T[] items = [];
        int count = 0;
        for (BeginArray(); NextItem();)
            Append(ref items, ref count, T.Read(ref this));

        return Exact(items, count);
    }

    public string[] Strings()
    {
        string[] items = [];
        int count = 0;
        for (BeginArray(); NextItem();)
            Append(ref items, ref count, String());

        return Exact(items, count);
    }

    public uint[] UInt32s()
    {
        uint[] items = [];
        int count = 0;
        for (BeginArray(); NextItem();)
            Append(ref items, ref count, UInt32());

        return Exact(items, count);
    }

    public IReadOnlyDictionary<string, T> Map<T>()
        where T : class, IJsonObject<T>
    {
        var map = new Dictionary<string, T>();
        for (Begin(); NextKey(out string key);)
            map[key] = T.Read(ref this);

        return map;
    }

    /// <summary>Strings that can reach the kernel, by name.</summary>
    public IReadOnlyDictionary<string, string> StringMap()
    {
        var map = new Dictionary<string, string>();
        for (Begin(); NextKey(out string key);)
            map[key] = String();

        return map;
    }

    /// <summary>Any strings, by name.</summary>
    public IReadOnlyDictionary<string, string> TextMap()
    {
        var map = new Dictionary<string, string>();
        for (Begin(); NextKey(out string key);)
            map[key] = Text();

        return map;
    }

    private readonly void BeginArray()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Expected("an array");
    }

    private bool NextItem()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    private bool NextKey(out string key)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            key = "";
            return false;
        }

        key = String();
        _json.Read();
        return true;
    }

    private static void Append<T>(ref T[] items, ref int count, T item)
    {
        if (count == items.Length)
            System.Array.Resize(ref items, count == 0 ? 4 : count * 2);

        items[count++] = item;
    }

    private static T[] Exact<T>(T[] items, int count)
    {
        System.Array.Resize(ref items, count);
        return items;
    }
}
