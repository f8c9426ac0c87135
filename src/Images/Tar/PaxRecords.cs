// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Husk.Images.Tar;

/// <summary>What a pax header says of the entry after it: <c>LENGTH KEY=VALUE\n</c>, over and over.</summary>
/// <remarks>
/// Source: POSIX pax, "pax Extended Header". Values are bytes: names need not be UTF-8, whatever the standard says, and
/// SCHILY.xattr has binary ones.
/// </remarks>
internal sealed class PaxRecords
{
    private static ReadOnlySpan<byte> XattrPrefix => "SCHILY.xattr."u8;

    public byte[]? Path { get; private set; }

    public byte[]? LinkPath { get; private set; }

    public long? Size { get; private set; }

    public long? Uid { get; private set; }

    public long? Gid { get; private set; }

    public (long Seconds, uint Nanoseconds)? Modified { get; private set; }

    public List<KeyValuePair<byte[], byte[]>> Xattrs { get; } = [];

    public PaxSparse? Sparse { get; private set; }

    public static PaxRecords Parse(ReadOnlySpan<byte> records)
    {
        var pax = new PaxRecords();
        // Some writers fill up with NULs.
        while (!records.IsEmpty && records[0] != 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out int digits)
                || digits >= records.Length || records[digits] != ' '
                || length <= digits + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw new TarFormatException("a pax header has a record of the wrong length");
            }

            ReadOnlySpan<byte> record = records[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw new TarFormatException("a pax header has a record without a name");
            pax.Take(record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }

        return pax;
    }

    private void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.StartsWith(XattrPrefix))
            Xattrs.Add(new(key[XattrPrefix.Length..].ToArray(), value.ToArray()));
        else if (key.StartsWith("GNU.sparse."u8))
            (Sparse ??= new PaxSparse()).Take(key["GNU.sparse.".Length..], value);
        else if (key.SequenceEqual("path"u8))
            Path = Present(value);
        else if (key.SequenceEqual("linkpath"u8))
            LinkPath = Present(value);
        else if (key.SequenceEqual("size"u8))
            Size = Decimal(value, "size");
        else if (key.SequenceEqual("uid"u8))
            Uid = Decimal(value, "uid");
        else if (key.SequenceEqual("gid"u8))
            Gid = Decimal(value, "gid");
        else if (key.SequenceEqual("mtime"u8))
            Modified = value.IsEmpty ? null : Time(value);
    }

    /// <summary>
    /// A number of a record that may not be negative; null for an empty value, which takes the record back.
    /// </summary>
    internal static long? Decimal(ReadOnlySpan<byte> value, string name)
    {
        if (value.IsEmpty)
            return null;
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new TarFormatException($"the {name} of a pax header is no number");
    }

    private static byte[]? Present(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)0))
            throw new TarFormatException("a name in a pax header has a NUL byte");
        return value.IsEmpty ? null : value.ToArray();
    }

    // Seconds with a fraction of any length, the sign before both.
    private static (long Seconds, uint Nanoseconds) Time(ReadOnlySpan<byte> value)
    {
        bool negative = value[0] == '-';
        ReadOnlySpan<byte> text = negative ? value[1..] : value;
        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : text[(point + 1)..];
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || fraction.ContainsAnyExcept("0123456789"u8))
        {
            throw new TarFormatException($"\"{Encoding.ASCII.GetString(value)}\" in a pax header is no time");
        }

        uint nanoseconds = 0;
        for (int i = 0; i < 9; i++)
            nanoseconds = (nanoseconds * 10) + (i < fraction.Length ? (uint)(fraction[i] - '0') : 0);

        if (!negative)
            return (seconds, nanoseconds);
        return nanoseconds == 0 ? (-seconds, 0) : (-seconds - 1, 1_000_000_000 - nanoseconds);
    }
}
