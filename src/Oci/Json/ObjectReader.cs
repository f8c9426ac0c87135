// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using System.Text.Json;

namespace Husk.Oci.Json;

/// <summary>
/// A walk through one document: <see cref="Begin"/> at an object, then <see cref="Next"/> for each member, which is
/// asked for its name with <see cref="Is"/> and read with the method of its type.
/// </summary>
/// <remarks>
/// It keeps no path and counts no lines. A document that is right pays nothing for the messages of one that is wrong:
/// those walk it again, <see cref="JsonPlace"/>.
/// </remarks>
internal ref partial struct ObjectReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string _file;
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;

    private ObjectReader(ReadOnlySpan<byte> utf8, string file)
    {
        _utf8 = utf8;
        _file = file;
        _json = new Utf8JsonReader(utf8);
    }

    /// <summary>Reads a document that is one object and nothing else.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="file">What messages call it, such as <c>config.json</c>.</param>
    /// <exception cref="SpecException">The text is not JSON, or a value is not of the type its place wants.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8, string file)
        where T : class, IJsonObject<T> => Parse(utf8, file, static (ref ObjectReader reader) => T.Read(ref reader));

    /// <summary>Reads a document that is one array of objects and nothing else.</summary>
    /// <inheritdoc cref="Parse{T}(ReadOnlySpan{byte}, string)"/>
    public static T[] ParseArray<T>(ReadOnlySpan<byte> utf8, string file)
        where T : class, IJsonObject<T> => Parse(utf8, file, static (ref ObjectReader reader) => reader.Array<T>());

    private delegate T ReadDocument<T>(ref ObjectReader reader);

    private static T Parse<T>(ReadOnlySpan<byte> utf8, string file, ReadDocument<T> read)
    {
        try
        {
            var reader = new ObjectReader(utf8, file);
            reader._json.Read();
            T document = read(ref reader);
            // Only this second look finds what stands behind the object.
            reader._json.Read();
            return document;
        }
        catch (JsonException broken)
        {
            throw JsonPlace.Broken(utf8, file, broken);
        }
    }

    /// <summary>Enters the object at which the reader stands.</summary>
    /// <returns>Its place, for <see cref="Required"/>.</returns>
    public int Begin()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Expected("an object");

        return (int)_json.TokenStartIndex;
    }

    /// <summary>Goes to the value of the next member that has one: a member that is null counts as absent.</summary>
    /// <returns>False at the end of the object.</returns>
    public bool Next()
    {
        do
        {
            _json.Read();
            if (_json.TokenType == JsonTokenType.EndObject)
                return false;

            _name = _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text()) : _json.ValueSpan;
            _json.Read();
        }
        while (_json.TokenType == JsonTokenType.Null);
        return true;
    }

    /// <summary>Whether the member at which the reader stands has this name, letter for letter.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>Passes over a member that nothing here knows.</summary>
    /// <remarks>Source: runtime-spec config.md, "Extensibility".</remarks>
    public void Skip() => _json.Skip();

    public readonly bool Boolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>A string that may reach the kernel, which would read it up to a NUL: there must be none.</summary>
    public readonly string String()
    {
        string value = Text();
        return value.Contains('\0') ? throw Wrong("contains a NUL byte") : value;
    }

    /// <summary>Any string.</summary>
    public readonly string Text()
    {
        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            throw Expected("a string");

        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("is not valid UTF-8");
        }
    }

    /// <summary>A member that the specification requires, where its absence would otherwise read as zero.</summary>
    /// <param name="value">Null when the object ended without it.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="start">The object's place, from <see cref="Begin"/>.</param>
    public readonly T Required<T>(T? value, string name, int start)
        where T : struct => value ?? throw JsonPlace.Wrong(_utf8, _file, start, $"\"{name}\" is missing");

    private readonly SpecException Expected(string what) => Wrong($"expected {what}, found {Found()}");

    private readonly SpecException Wrong(string what) =>
        JsonPlace.Wrong(_utf8, _file, (int)_json.TokenStartIndex, what);

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}
