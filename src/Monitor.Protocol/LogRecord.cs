// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;

namespace Husk.Monitor.Protocol;

/// <summary>
/// One line of a log file, as docker's json-file driver writes it:
/// <c>{"log":"text\n","stream":"stdout","time":"2006-01-02T15:04:05.999999999Z"}</c>. A line of the container that is
/// longer than <see cref="MaximumText"/> has several records, and only the last ends with a line feed.
/// </summary>
/// <remarks>
/// What is not UTF-8 is written as unpaired surrogates, \udc80 to \udcff: other readers see U+FFFD, which is all that
/// docker keeps of it, and this one gets the bytes back.
/// </remarks>
public static partial class LogRecord
{
    /// <summary>The most bytes of output in a record: docker's 16 KiB.</summary>
    public const int MaximumText = 16 * 1024;

    /// <summary>The most bytes of a record without attributes: each byte of the text may take six.</summary>
    public const int MaximumLength = MaximumText * 6 + 128;

    private const byte FirstStray = 0x80;

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    /// <summary>Writes a record and its line feed; the number of bytes.</summary>
    /// <param name="record">Room for <see cref="MaximumLength"/>, or for six times the text and 128.</param>
    /// <param name="stream">Where the text was written to.</param>
    /// <param name="time">As <see cref="Rfc3339"/> writes it.</param>
    /// <param name="text">At most <see cref="MaximumText"/> bytes.</param>
    /// <param name="attributes">What <see cref="Attributes"/> makes.</param>
    public static int Write(Span<byte> record, LogStream stream, ReadOnlySpan<byte> time, ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> attributes = default)
    {
        int length = Put(record, 0, "{\"log\":\""u8);
        length = Escape(record, length, text);
        length = Put(record, length, "\",\"stream\":\"std"u8);
        length = Put(record, length, stream == LogStream.Stdout ? "out\""u8 : "err\""u8);
        length = Put(record, length, attributes);
        length = Put(record, length, ",\"time\":\""u8);
        length = Put(record, length, time);
        return Put(record, length, "\"}\n"u8);
    }

    /// <summary>The member of a record that says what it has besides: <c>,"attrs":{"name":"value"}</c>; nothing for
    /// none.</summary>
    public static byte[] Attributes(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count == 0)
            return [];
        var member = new ArrayBufferWriter<byte>();
        ReadOnlySpan<byte> before = ",\"attrs\":{\""u8;
        // Go's encoder writes a map's keys in order.
        List<string> names = [.. attributes.Keys];
        names.Sort(StringComparer.Ordinal);
        foreach (string name in names)
        {
            member.Write(before);
            WriteEscaped(member, name);
            member.Write("\":\""u8);
            WriteEscaped(member, attributes[name]);
            before = "\",\""u8;
        }

        member.Write("\"}"u8);
        return member.WrittenSpan.ToArray();
    }

    private static void WriteEscaped(ArrayBufferWriter<byte> to, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        to.Advance(Escape(to.GetSpan(bytes.Length * 6 + 1), 0, bytes));
    }

    // Which characters are escaped, and how, is docker's jsonlog: also <, > and &, and the two line separators.
    private static int Escape(Span<byte> record, int length, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            int special = text[..(plain < 0 ? text.Length : plain)].IndexOfAny("\"\\<>&"u8);
            plain = special >= 0 ? special : plain < 0 ? text.Length : plain;
            length = Put(record, length, text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
                length = EscapeOne(record, length, ref text);
        }

        return length;
    }

    private static int EscapeOne(Span<byte> record, int length, ref ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        if (first < FirstStray)
        {
            text = text[1..];
            return first switch
            {
                (byte)'"' => Put(record, length, "\\\""u8),
                (byte)'\\' => Put(record, length, "\\\\"u8),
                (byte)'\n' => Put(record, length, "\\n"u8),
                (byte)'\r' => Put(record, length, "\\r"u8),
                0x7f => Put(record, length, [first]),
                _ => PutHex(record, length, first),
            };
        }

        if (Rune.DecodeFromUtf8(text, out Rune rune, out int consumed) != OperationStatus.Done)
        {
            text = text[1..];
            return PutHex(record, length, 0xdc00 + first);
        }

        length = rune.Value is 0x2028 or 0x2029
            ? PutHex(record, length, rune.Value)
            : Put(record, length, text[..consumed]);
        text = text[consumed..];
        return length;
    }

    private static int Put(Span<byte> record, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(record[length..]);
        return length + text.Length;
    }

    private static int PutHex(Span<byte> record, int length, int unit) => Put(
        record,
        length,
        [(byte)'\\', (byte)'u', Hex[unit >> 12], Hex[unit >> 8 & 15], Hex[unit >> 4 & 15], Hex[unit & 15]]);
}
