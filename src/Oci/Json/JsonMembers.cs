// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Husk.Oci.Json;

/// <summary>Writes members, and leaves out those that say nothing: empty, false, zero or null.</summary>
internal static class JsonMembers
{
    /// <param name="document">The object to write.</param>
    /// <param name="indentation">Tabs or spaces for each level; empty writes one line.</param>
    public static byte[] Write<T>(T document, string indentation)
        where T : class, IJsonObject<T>
    {
        var options = new JsonWriterOptions
        {
            Indented = indentation.Length > 0,
            IndentCharacter = indentation.Length > 0 ? indentation[0] : ' ',
            IndentSize = indentation.Length,
            NewLine = "\n",
            // The default turns every letter outside ASCII, and the quotes of a shell command, into \u escapes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.Object(document);
        }

        return buffer.WrittenSpan.ToArray();
    }

    extension(Utf8JsonWriter json)
    {
        public void String(ReadOnlySpan<byte> name, string value)
        {
            if (value.Length > 0)
                json.WriteString(name, value);
        }

        public void StringUnlessNull(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }

        public void Boolean(ReadOnlySpan<byte> name, bool value)
        {
            if (value)
                json.WriteBoolean(name, value);
        }

        public void Boolean(ReadOnlySpan<byte> name, bool? value)
        {
            if (value is bool known)
                json.WriteBoolean(name, known);
        }

        public void NonZero(ReadOnlySpan<byte> name, long value)
        {
            if (value != 0)
                json.WriteNumber(name, value);
        }

        public void NonZero(ReadOnlySpan<byte> name, ulong value)
        {
            if (value != 0)
                json.WriteNumber(name, value);
        }

        public void Number(ReadOnlySpan<byte> name, long? value)
        {
            if (value is long known)
                json.WriteNumber(name, known);
        }

        public void Number(ReadOnlySpan<byte> name, ulong? value)
        {
            if (value is ulong known)
                json.WriteNumber(name, known);
        }

        public void Strings(ReadOnlySpan<byte> name, string[] values)
        {
            if (values.Length > 0)
                json.StringsUnlessNull(name, values);
        }

        /// <summary>For lists that mean one thing when they are empty and another when they are absent.</summary>
        public void StringsUnlessNull(ReadOnlySpan<byte> name, string[]? values)
        {
            if (values is not null)
            {
                json.WriteStartArray(name);
                foreach (string value in values)
                    json.WriteStringValue(value);

                json.WriteEndArray();
            }
        }

        /// <summary>A set in Go's way: an object of names, each with an empty object.</summary>
        public void Keys(ReadOnlySpan<byte> name, string[] keys)
        {
            if (keys.Length > 0)
            {
                json.WriteStartObject(name);
                foreach (string key in keys)
                {
                    json.WriteStartObject(key);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        }

        public void UInt32s(ReadOnlySpan<byte> name, uint[] values)
        {
            if (values.Length > 0)
            {
                json.WriteStartArray(name);
                foreach (uint value in values)
                    json.WriteNumberValue(value);

                json.WriteEndArray();
            }
        }

        public void Map(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> values)
        {
            if (values.Count > 0)
            {
                json.WriteStartObject(name);
                foreach ((string key, string value) in values)
                    json.WriteString(key, value);

                json.WriteEndObject();
            }
        }

        public void Object<T>(T value)
            where T : class, IJsonObject<T>
        {
            json.WriteStartObject();
            value.WriteMembers(json);
            json.WriteEndObject();
        }

        public void Object<T>(ReadOnlySpan<byte> name, T? value)
            where T : class, IJsonObject<T>
        {
            if (value is not null)
            {
                json.WritePropertyName(name);
                json.Object(value);
            }
        }

        public void Array<T>(ReadOnlySpan<byte> name, T[] values)
            where T : class, IJsonObject<T>
        {
            if (values.Length > 0)
                json.RequiredArray(name, values);
        }

        /// <summary>Also when it is empty: whoever reads it insists on it.</summary>
        public void RequiredArray<T>(ReadOnlySpan<byte> name, T[] values)
            where T : class, IJsonObject<T>
        {
            json.WriteStartArray(name);
            foreach (T value in values)
                json.Object(value);

            json.WriteEndArray();
        }

        public void Map<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T> values)
            where T : class, IJsonObject<T>
        {
            if (values.Count > 0)
            {
                json.WriteStartObject(name);
                foreach ((string key, T value) in values)
                {
                    json.WritePropertyName(key);
                    json.Object(value);
                }

                json.WriteEndObject();
            }
        }
    }
}
