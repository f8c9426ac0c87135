// SPDX-License-Identifier: Apache-2.0
using System;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Husk.Networks.State;

internal sealed class PrefixConverter : JsonConverter<IPNetwork>
{
    public override IPNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPNetwork.TryParse(reader.GetString(), out IPNetwork prefix)
            ? prefix
            : throw new JsonException("no ADDRESS/BITS");

    public override void Write(Utf8JsonWriter writer, IPNetwork value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
