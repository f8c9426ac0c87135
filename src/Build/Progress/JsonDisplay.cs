// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Husk.Build.Progress;

/// <summary>A build as BuildKit's SolveStatus, an object a line: <c>--progress rawjson</c>.</summary>
public sealed class JsonDisplay(TextWriter to) : IProgressDisplay
{
    public void Started(ProgressStep step) => Write("vertexes", json => Vertex(json, step));

    public void Logged(ProgressStep step, ReadOnlySpan<byte> output)
    {
        byte[] data = output.ToArray();
        Write("logs", json =>
        {
            json.WriteString("vertex"u8, DigestOf(step));
            json.WriteNumber("stream"u8, 1);
            json.WriteBase64String("data"u8, data);
            json.WriteString("timestamp"u8, Time(DateTimeOffset.UtcNow));
        });
    }

    public void Changed(ProgressStep step, StepStatus status) => Write("statuses", json =>
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        json.WriteString("id"u8, status.Id);
        json.WriteString("vertex"u8, DigestOf(step));
        if (status.Total > 0)
            json.WriteNumber("total"u8, status.Total);
        json.WriteNumber("current"u8, status.Current);
        json.WriteString("timestamp"u8, Time(now));
        json.WriteString("started"u8, Time(now - TimeSpan.FromSeconds(status.Seconds)));
        if (status.IsDone)
            json.WriteString("completed"u8, Time(now));
    });

    public void Warned(ProgressStep step, string message) => Write("warnings", json =>
    {
        json.WriteString("vertex"u8, DigestOf(step));
        json.WriteNumber("level"u8, 1);
        json.WriteBase64String("short"u8, Encoding.UTF8.GetBytes(message));
    });

    public void Ended(ProgressStep step) => Write("vertexes", json => Vertex(json, step));

    public void Dispose()
    {
    }

    private static void Vertex(Utf8JsonWriter json, ProgressStep step)
    {
        json.WriteString("digest"u8, DigestOf(step));
        json.WriteString("name"u8, step.Name);
        json.WriteString("started"u8, Time(step.Started));
        if (step.Took is { } took)
            json.WriteString("completed"u8, Time(step.Started + took));
        if (step.IsCached)
            json.WriteBoolean("cached"u8, true);
        if ((step.Error ?? (step.IsCanceled ? "context canceled" : null)) is { } error)
            json.WriteString("error"u8, error);
    }

    private void Write(string member, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(member);
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        to.Write(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }

    private static string DigestOf(ProgressStep step) => "sha256:" + Convert.ToHexStringLower(
        SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{step.Index} {step.Name}"))));

    private static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
