// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
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
        var json = new RecordWriter();
        json.Add("version", ContainerRecord.FormatVersion);
        json.Add("ociVersion", record.OciVersion);
        json.Add("id", record.Id);
        json.Add("bundle", record.Bundle);
        json.Add("rootfs", record.Rootfs);
        json.Add("created", record.Created);
        AddInit(json, record.Init);
        if (record.Creator is { } creator)
            json.Add("creator", creator);
        json.Add("annotations", record.Annotations);
        json.Add("cgroupPaths", record.CgroupPaths);
        json.Add("cgroupMade", record.CgroupMade);
        if (record.ResctrlGroups.Count > 0)
        {
            json.Add("resctrlGroups", record.ResctrlGroups);
            json.Add("resctrlMade", record.ResctrlMade);
        }

        if (record.SystemdUnit is { } unit)
        {
            json.Add("systemdUnit", unit);
            json.Add("systemdUser", record.SystemdUser);
        }

        json.Add("namespaces", record.Namespaces);
        json.Add("owner", record.Owner);
        json.Add("terminal", record.Terminal);
        json.Add("hasPoststop", record.HasPoststop);
        json.Add("external_descriptors", record.ExternalDescriptors);
        if (record.RootfsMount is { } mount)
            json.Add("rootfsMount", mount);
        if (record.NotifySocket is { } notify)
            json.Add("notifySocket", notify);
        return json.End();
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
                case "init_process_pid":
                    record = record with { Init = record.Init with { Pid = json.GetInt32() } };
                    break;
                case "init_process_start":
                    record = record with { Init = record.Init with { StartTime = json.GetUInt64() } };
                    break;
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
                case "rootfsMount": record = record with { RootfsMount = json.GetUInt64() }; break;
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
    /// By the names of runc's state.json and then those of crun's status: tools that look for containers read them
    /// there (Inspektor Gadget and others).
    /// </summary>
    private static void AddInit(RecordWriter json, ProcessIdentity init)
    {
        json.Add("init_process_pid", init.Pid);
        json.Add("init_process_start", init.StartTime);
        json.Add("pid", init.Pid);
        json.Add("process-start-time", init.StartTime);
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
