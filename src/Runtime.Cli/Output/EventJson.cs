// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Output;

/// <summary>An event as `events` prints it: one object on one line, with runc's names.</summary>
internal static class EventJson
{
    public static byte[] Of(ContainerEvent told)
    {
        var line = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, told.Statistics is null ? "oom"u8 : "stats"u8);
            json.WriteString("id"u8, told.Id);
            if (told.Statistics is { } statistics)
            {
                json.WritePropertyName("data"u8);
                StatisticsJson.Write(json, statistics, told.Resctrl);
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
