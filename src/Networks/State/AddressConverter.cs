// SPDX-License-Identifier: Apache-2.0
using System;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Husk.Networks.State;

internal sealed class AddressConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out IPAddress? address)
            ? address
            : throw new JsonException("no IP address");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
