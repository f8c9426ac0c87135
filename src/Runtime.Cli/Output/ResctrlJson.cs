// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text.Json;
using Husk.Runtime.Resctrl;

namespace Husk.Runtime.Cli.Output;

/// <summary>The member <c>intel_rdt</c> of a `stats` event. Source of the names: runc, types/events.go.</summary>
internal static class ResctrlJson
{
    /// <param name="json">Written to.</param>
    /// <param name="statistics">Null when the container has no group.</param>
    public static void Write(Utf8JsonWriter json, ResctrlStatistics? statistics)
    {
        json.WriteStartObject("intel_rdt"u8);
        if (statistics is not null)
            WriteMembers(json, statistics);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ResctrlStatistics statistics)
    {
        WriteResource(json, "l3_cache", statistics.L3);
        WriteResource(json, "mem_bw", statistics.MemoryBandwidth);
        json.WriteStartArray("schemata"u8);
        foreach (string line in statistics.Schemata)
            json.WriteStringValue(line);
        json.WriteEndArray();
        if (statistics.Bandwidth is { } bandwidth)
        {
            json.WriteStartArray("mbm_stats"u8);
            foreach ((ulong total, ulong local) in bandwidth)
            {
                json.WriteStartObject();
                json.WriteNumber("mbm_total_bytes"u8, total);
                json.WriteNumber("mbm_local_bytes"u8, local);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (statistics.Occupancy is { } occupancy)
        {
            json.WriteStartArray("cmt_stats"u8);
            foreach (ulong bytes in occupancy)
            {
                json.WriteStartObject();
                json.WriteNumber("llc_occupancy"u8, bytes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteResource(Utf8JsonWriter json, string name, ResctrlStatistics.Resource? resource)
    {
        if (resource is null)
            return;
        json.WriteStartObject(name + "_info");
        foreach ((string file, string value) in resource.Info)
        {
            // A mask of bits is hexadecimal text, also where it has no letter in it.
            bool isMask = file.EndsWith("mask", StringComparison.Ordinal);
            if (!isMask && ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
                json.WriteNumber(file, number);
            else if (value.Length > 0)
                json.WriteString(file, value);
        }

        json.WriteEndObject();
        json.WriteString(name + "_schema_root", resource.RootSchema);
        json.WriteString(name + "_schema", resource.Schema);
    }
}
