// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests.Protocol;

public sealed class LogRecordTests
{
    private static ReadOnlySpan<byte> Time => "2024-05-06T07:08:09.1234567Z"u8;

    [Theory]
    [InlineData("plain\n", """{"log":"plain\n","stream":"stdout","time":"2024-05-06T07:08:09.1234567Z"}""")]
    [InlineData("no end", """{"log":"no end","stream":"stdout","time":"2024-05-06T07:08:09.1234567Z"}""")]
    [InlineData("\"\\\t\r\u0001\u001b[1m<&>\n",
        """{"log":"\"\\\u0009\r\u0001\u001b[1m\u003c\u0026\u003e\n","stream":"stdout","time":"2024-05-06T07:08:09.1234567Z"}""")]
    [InlineData(
        "über 😀 \u2028\n", """{"log":"über 😀 \u2028\n","stream":"stdout","time":"2024-05-06T07:08:09.1234567Z"}""")]
    public void A_record_is_as_docker_writes_it(string text, string expected)
    {
        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(Record(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(text, JsonDocument.Parse(expected).RootElement.GetProperty("log").GetString());
    }

    [Fact]
    public void Every_byte_comes_back_from_a_record()
    {
        var random = new Random(5);
        for (int round = 0; round < 200; round++)
        {
            byte[] text = new byte[random.Next(0, 400)];
            random.NextBytes(text);
            byte[] record = Record(text);
            var back = new ArrayBufferWriter<byte>();

            Assert.True(LogRecord.TryRead(record, back, out LogStream stream, out DateTimeOffset time));
            Assert.Equal(text, back.WrittenSpan.ToArray());
            Assert.Equal(LogStream.Stdout, stream);
            Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1234567), time);
            // Whoever else reads it finds JSON on one line.
            Assert.Equal(1, record.Count(each => each == '\n'));
            using JsonDocument _ = JsonDocument.Parse(record);
        }
    }

    [Fact]
    public void The_worst_record_fits()
    {
        byte[] text = new byte[LogRecord.MaximumText];
        Array.Fill(text, (byte)0xff);
        Assert.InRange(Record(text).Length, LogRecord.MaximumText * 6, LogRecord.MaximumLength);
    }

    [Fact]
    public void Dockers_own_records_are_read()
    {
        var text = new ArrayBufferWriter<byte>();
        byte[] record = Encoding.ASCII.GetBytes(
            """{"log":"a\u00e9\ud83d\ude00\u003c\t\/\n","stream":"stderr","attrs":{"tag":"x"},"time":"2024-05-06T07:08:09.123456789Z"}""" + "\n");

        Assert.True(LogRecord.TryRead(record, text, out LogStream stream, out _));
        Assert.Equal("aé😀<\t/\n", Encoding.UTF8.GetString(text.WrittenSpan));
        Assert.Equal(LogStream.Stderr, stream);
    }

    [Fact]
    public void Attributes_stand_in_the_order_of_their_names_and_come_back_as_they_are()
    {
        byte[] attributes = LogRecord.Attributes(
            new Dictionary<string, string> { ["time"] = "\"time\":\"", ["b<"] = "é\n" });
        byte[] record = new byte[LogRecord.MaximumLength];
        record = record[..LogRecord.Write(record, LogStream.Stderr, Time, "x\n"u8, attributes)];
        var text = new ArrayBufferWriter<byte>();

        Assert.True(LogRecord.TryRead(record, text, out LogStream stream, out DateTimeOffset time, out var read));
        Assert.Equal(("x\n", LogStream.Stderr, 2024), (Encoding.UTF8.GetString(text.WrittenSpan), stream, time.Year));
        using JsonDocument whole = JsonDocument.Parse(record);
        Assert.Equal(whole.RootElement.GetProperty("attrs").GetRawText(), Encoding.UTF8.GetString(read));
        Assert.Equal([("b<", "é\n"), ("time", "\"time\":\"")], whole.RootElement.GetProperty("attrs")
            .EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!)));
        Assert.Empty(LogRecord.Attributes(new Dictionary<string, string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"log":"cut of""")]
    [InlineData("""{"log":"cut off","stream":"stdout","time":"2024-05-06T07:08:0""")]
    [InlineData("""{"log":"x","stream":"stdout","time":"never"}""")]
    public void Half_a_record_is_none(string record)
    {
        Assert.False(LogRecord.TryRead(Encoding.ASCII.GetBytes(record), new ArrayBufferWriter<byte>(), out _, out _));
    }

    private static byte[] Record(byte[] text)
    {
        byte[] record = new byte[LogRecord.MaximumLength];
        return record[..LogRecord.Write(record, LogStream.Stdout, Time, text)];
    }
}
