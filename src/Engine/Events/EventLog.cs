// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Events;

/// <summary>What happened, a line of docker's JSON each (Engine API 1.51, SystemEvents), by all processes in one
/// file.</summary>
internal static class EventLog
{
    /// <param name="path">The file; made when it is not there.</param>
    /// <param name="type"><c>container</c>, <c>image</c>, <c>volume</c>, <c>network</c>.</param>
    /// <param name="action"><c>create</c>, <c>kill</c>, ...</param>
    /// <param name="id">What it happened to.</param>
    /// <param name="from">A container's image, empty for an image; null for the rest, which have only an actor.</param>
    /// <param name="attributes">In the order in which they are to stand.</param>
    public static void Append(string path, string type, string action, string id, string? from,
        IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var line = new ArrayBufferWriter<byte>(512);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            if (from is not null)
            {
                json.WriteString("status"u8, action);
                json.WriteString("id"u8, id);
                if (from.Length > 0)
                    json.WriteString("from"u8, from);
            }
            json.WriteString("Type"u8, type);
            json.WriteString("Action"u8, action);
            json.WriteStartObject("Actor"u8);
            json.WriteString("ID"u8, id);
            json.WriteStartObject("Attributes"u8);
            foreach ((string name, string value) in attributes)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("scope"u8, "local"u8);
            json.WriteNumber("time"u8, now.ToUnixTimeSeconds());
            json.WriteNumber("timeNano"u8, (now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        try
        {
            // One write with O_APPEND is one piece of the file, whoever else writes (write(2)).
            using OwnedFd file = At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0x180 /* 0600 */);
            Fd.WriteAll(file, line.WrittenSpan);
        }
        catch (SyscallException e) when (e.Errno is ENOSPC or EDQUOT)
        {
            // What makes room on a full disk is not to fail because it cannot be told of.
        }
    }
}
