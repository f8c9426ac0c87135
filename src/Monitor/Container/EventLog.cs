// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Container;

/// <summary>Tells of what happens to the container, in the shape of docker's events.</summary>
internal sealed class EventLog(MonitorOrder order)
{
    private const uint Mode = 0x1a0; // 0640

    /// <summary>The container's, which may get another while it runs.</summary>
    public string Name { get; set; } = order.Name;

    /// <summary>Appends one event. A disk that is full loses it.</summary>
    /// <param name="action">Docker's word: <c>start</c>, <c>die</c>.</param>
    /// <param name="more">Attributes of this event alone.</param>
    public void Add(string action, params ReadOnlySpan<(string Name, string Value)> more)
    {
        if (order.EventsPath.Length == 0)
            return;
        var attributes = new SortedList<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in order.Attributes)
            attributes[name] = value;
        attributes["image"] = order.Image;
        attributes["name"] = Name;
        foreach ((string name, string value) in more)
            attributes[name] = value;
        try
        {
            // One write(2) at the end of the file: lines of several monitors do not mix (write(2), O_APPEND).
            using OwnedFd file = At.Open(BorrowedFd.Cwd, order.EventsPath, O_WRONLY | O_CREAT | O_APPEND, Mode);
            Fd.WriteOnce(file, Line(action, attributes));
        }
        catch (SyscallException)
        {
        }
    }

    private ReadOnlySpan<byte> Line(string action, SortedList<string, string> attributes)
    {
        long nanoseconds = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, action);
            json.WriteString("id"u8, order.Id);
            json.WriteString("from"u8, order.Image);
            json.WriteString("Type"u8, "container"u8);
            json.WriteString("Action"u8, action);
            json.WriteStartObject("Actor"u8);
            json.WriteString("ID"u8, order.Id);
            json.WriteStartObject("Attributes"u8);
            foreach ((string name, string value) in attributes)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("scope"u8, "local"u8);
            json.WriteNumber("time"u8, nanoseconds / 1_000_000_000);
            json.WriteNumber("timeNano"u8, nanoseconds);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    /// <summary>A number as an attribute.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
