// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Text;

namespace Husk.Monitor.Protocol;

/// <summary>Moments as docker writes them: Go's RFC3339Nano, in UTC, without the zeros at the fraction's end.</summary>
/// <remarks>By hand: parsing by a culture's patterns brings tables of calendars into each monitor's memory.</remarks>
public static class Rfc3339
{
    /// <summary>
    /// Room for <see cref="Write(DateTimeOffset, Span{byte})"/>: what the formatter writes before zeros are cut.
    /// </summary>
    public const int MaximumLength = 33;

    private const int WithoutFraction = 19;

    /// <summary>Writes a moment; the number of bytes.</summary>
    /// <param name="moment">Of any zone.</param>
    /// <param name="text">At least <see cref="MaximumLength"/> bytes.</param>
    public static int Write(DateTimeOffset moment, Span<byte> text)
    {
        // The format O has always seven digits and +00:00 for the zone of a DateTimeOffset.
        Utf8Formatter.TryFormat(moment.UtcDateTime, text, out int length, 'O');
        int end = WithoutFraction + 8;
        while (text[end - 1] == '0')
            end--;
        if (text[end - 1] == '.')
            end--;
        text[end] = (byte)'Z';
        return end + 1;
    }

    /// <summary>A moment as a string.</summary>
    public static string Write(DateTimeOffset moment)
    {
        Span<byte> text = stackalloc byte[MaximumLength];
        return Encoding.ASCII.GetString(text[..Write(moment, text)]);
    }

    /// <summary>Reads a moment, of any zone and with any number of digits; the least one where it is none.</summary>
    public static DateTimeOffset Read(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text.Length <= bytes.Length && Encoding.UTF8.TryGetBytes(text, bytes, out int length)
            && TryRead(bytes[..length], out DateTimeOffset moment) ? moment : DateTimeOffset.MinValue;
    }

    /// <summary>Reads a moment; digits beyond the seventh of the fraction are dropped.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length <= WithoutFraction || !TryDateAndTime(text, out DateTime time))
            return false;
        ReadOnlySpan<byte> rest = text[WithoutFraction..];
        long ticks = 0;
        if (rest[0] == '.')
        {
            int digits = 1;
            long unit = TimeSpan.TicksPerSecond;
            for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
                ticks += (rest[digits] - '0') * (unit /= 10);
            rest = rest[digits..];
        }

        if (!TryZone(rest, out TimeSpan zone))
            return false;
        moment = new DateTimeOffset(time.AddTicks(ticks) - zone, TimeSpan.Zero);
        return true;
    }

    private static bool TryDateAndTime(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        bool isShaped = text[4] == '-' && text[7] == '-' && text[10] is (byte)'T' or (byte)'t'
            && text[13] == ':' && text[16] == ':';
        if (!isShaped || !TryDate(text, out time) || !Digits(text[11..13], out int hour)
            || !Digits(text[14..16], out int minute) || !Digits(text[17..19], out int second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }
        // A leap second is the next one's beginning.
        time = time.AddSeconds(hour * 3600 + minute * 60 + second);
        return true;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out TimeSpan zone)
    {
        zone = default;
        if (text.Length == 1)
            return text[0] is (byte)'Z' or (byte)'z';
        bool isShaped = text.Length == 6 && text[3] == ':';
        if (!isShaped || !Digits(text[1..3], out int hours) || !Digits(text[4..], out int minutes))
            return false;
        zone = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return text[0] is (byte)'+' or (byte)'-';
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = number * 10 + (digit - '0');
        }

        return true;
    }
}
