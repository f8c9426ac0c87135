// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Husk.Runtime.State;

/// <summary>state.json, between its bytes and <see cref="ContainerRecord"/>.</summary>
/// <remarks>
/// By hand and not by JsonSerializer for the reason that stands at Husk.Oci.Json.IJsonObject: 2.7 ms a start.
/// </remarks>
internal static class ContainerRecordJson
{
    public static byte[] Write(ContainerRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, ContainerRecord.FormatVersion);
            json.WriteString("ociVersion"u8, record.OciVersion);
            json.WriteString("id"u8, record.Id);
            json.WriteString("bundle"u8, record.Bundle);
            json.WriteString("rootfs"u8, record.Rootfs);
            json.WriteString("created"u8, record.Created);
            WriteInit(json, record.Init);
            if (record.Creator is { } creator)
                WriteProcess(json, "creator"u8, creator);
            WriteMap(json, "annotations"u8, record.Annotations);
            WriteMap(json, "cgroupPaths"u8, record.CgroupPaths);
            WriteList(json, "cgroupMade"u8, record.CgroupMade);
            if (record.ResctrlGroups.Count > 0)
            {
                WriteList(json, "resctrlGroups"u8, record.ResctrlGroups);
                WriteList(json, "resctrlMade"u8, record.ResctrlMade);
            }

            if (record.SystemdUnit is { } unit)
            {
                json.WriteString("systemdUnit"u8, unit);
                json.WriteBoolean("systemdUser"u8, record.SystemdUser);
            }

            WriteMap(json, "namespaces"u8, record.Namespaces);
            json.WriteNumber("owner"u8, record.Owner);
            json.WriteBoolean("terminal"u8, record.Terminal);
            json.WriteBoolean("hasPoststop"u8, record.HasPoststop);
            json.WriteString("external_descriptors"u8, record.ExternalDescriptors);
            if (record.NotifySocket is { } notify)
                json.WriteString("notifySocket"u8, notify);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">
    /// Not such a document, or one of another version; the message ends a sentence.
    /// </exception>
    public static ContainerRecord Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8);
            json.Read();
            return ReadMembers(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is damaged", e);
        }
    }

    private static ContainerRecord ReadMembers(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        int version = 0;
        ContainerRecord record = new()
        {
            OciVersion = "",
            Id = "",
            Bundle = "",
            Rootfs = "",
            Created = "",
            HasPoststop = false,
        };
        while (NextMember(ref json, out string name))
        {
            switch (name)
            {
                case "version": version = json.GetInt32(); break;
                case "ociVersion": record = record with { OciVersion = Text(ref json) }; break;
                case "id": record = record with { Id = Text(ref json) }; break;
                case "bundle": record = record with { Bundle = Text(ref json) }; break;
                case "rootfs": record = record with { Rootfs = Text(ref json) }; break;
                case "created": record = record with { Created = Text(ref json) }; break;
                case "init_process_pid": record = record with { Init = record.Init with { Pid = json.GetInt32() } }; break;
                case "init_process_start": record = record with { Init = record.Init with { StartTime = json.GetUInt64() } }; break;
                case "creator": record = record with { Creator = ReadProcess(ref json) }; break;
                case "annotations": record = record with { Annotations = ReadDictionary(ref json) }; break;
                case "cgroupPaths": record = record with { CgroupPaths = ReadMap(ref json) }; break;
                case "cgroupMade": record = record with { CgroupMade = ReadList(ref json) }; break;
                case "resctrlGroups": record = record with { ResctrlGroups = ReadList(ref json) }; break;
                case "resctrlMade": record = record with { ResctrlMade = ReadList(ref json) }; break;
                case "systemdUnit": record = record with { SystemdUnit = Text(ref json) }; break;
                case "systemdUser": record = record with { SystemdUser = json.GetBoolean() }; break;
                case "namespaces": record = record with { Namespaces = ReadDictionary(ref json) }; break;
                case "owner": record = record with { Owner = json.GetUInt32() }; break;
                case "terminal": record = record with { Terminal = json.GetBoolean() }; break;
                case "hasPoststop": record = record with { HasPoststop = json.GetBoolean() }; break;
                case "external_descriptors": record = record with { ExternalDescriptors = Text(ref json) }; break;
                case "notifySocket": record = record with { NotifySocket = Text(ref json) }; break;
                default: json.Skip(); break;
            }
        }
        if (version != ContainerRecord.FormatVersion)
        {
            throw new FormatException(
                $"it is of version {version}, and this husk-oci knows version {ContainerRecord.FormatVersion}");
        }
        return record;
    }

    /// <summary>
    /// By the names of runc's state.json and then those of crun's status: tools that look for containers read them there
    /// (Inspektor Gadget and others).
    /// </summary>
    private static void WriteInit(Utf8JsonWriter json, ProcessIdentity init)
    {
        json.WriteNumber("init_process_pid"u8, init.Pid);
        json.WriteNumber("init_process_start"u8, init.StartTime);
        json.WriteNumber("pid"u8, init.Pid);
        json.WriteNumber("process-start-time"u8, init.StartTime);
    }

    private static void WriteProcess(Utf8JsonWriter json, ReadOnlySpan<byte> name, ProcessIdentity process)
    {
        json.WriteStartObject(name);
        json.WriteNumber("pid"u8, process.Pid);
        json.WriteNumber("startTime"u8, process.StartTime);
        json.WriteEndObject();
    }

    private static ProcessIdentity ReadProcess(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        var process = new ProcessIdentity();
        while (NextMember(ref json, out string name))
        {
            switch (name)
            {
                case "pid": process = process with { Pid = json.GetInt32() }; break;
                case "startTime": process = process with { StartTime = json.GetUInt64() }; break;
                default: json.Skip(); break;
            }
        }
        return process;
    }

    private static void WriteMap(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> list)
    {
        json.WriteStartArray(name);
        foreach (string text in list)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static Dictionary<string, string> ReadDictionary(ref Utf8JsonReader json) => new(ReadMap(ref json));

    private static List<KeyValuePair<string, string>> ReadMap(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        var map = new List<KeyValuePair<string, string>>();
        while (NextMember(ref json, out string name))
            map.Add(new(name, Text(ref json)));
        return map;
    }

    private static List<string> ReadList(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartArray);
        var list = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            list.Add(Text(ref json));
        return list;
    }

    private static string Text(ref Utf8JsonReader json) => json.GetString() ?? throw new JsonException();

    private static void Expect(ref Utf8JsonReader json, JsonTokenType token)
    {
        if (json.TokenType != token)
            throw new JsonException();
    }

    // From an object's brace, or the value of its last member, to the value of the next one.
    private static bool NextMember(ref Utf8JsonReader json, out string name)
    {
        name = "";
        if (!json.Read() || json.TokenType == JsonTokenType.EndObject)
            return false;
        Expect(ref json, JsonTokenType.PropertyName);
        name = json.GetString()!;
        json.Read();
        return true;
    }
}
