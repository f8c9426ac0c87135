// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;

namespace Husk.Networks.Tests.Dns;

/// <summary>An answer as the test reads it.</summary>
/// <param name="Number">That of the query.</param>
/// <param name="Status">RCODE.</param>
/// <param name="IsTruncated">TC.</param>
/// <param name="Records">Addresses, and names of PTR records, sorted.</param>
/// <param name="HasOptions">Whether there is an OPT record.</param>
internal sealed record Reply(int Number, int Status, bool IsTruncated, string[] Records, bool HasOptions)
{
    public string Text => string.Join(' ', Records);

    public static Reply Read(byte[] bytes)
    {
        int at = 12;
        for (int i = 0; i < Number16(bytes, 4); i++)
        {
            Name(bytes, ref at);
            at += 4;
        }

        var records = new List<string>();
        bool hasOptions = false;
        for (int i = 0; i < Number16(bytes, 6) + Number16(bytes, 8) + Number16(bytes, 10); i++)
        {
            Name(bytes, ref at);
            int type = Number16(bytes, at), length = Number16(bytes, at + 8), content = at + 10;
            at = content + length;
            if (type is 1 or 28)
                records.Add(new IPAddress(bytes[content..at]).ToString());
            else if (type == 12)
                records.Add(Name(bytes, ref content));
            hasOptions |= type == 41;
        }

        Assert.Equal(bytes.Length, at);
        Assert.True((bytes[2] & 0x80) != 0, "QR is not set");
        return new Reply(Number16(bytes, 0), bytes[3] & 0xf, (bytes[2] & 2) != 0, [.. records.Order()], hasOptions);
    }

    private static string Name(byte[] bytes, ref int at)
    {
        var labels = new List<string>();
        while (bytes[at] is > 0 and < 64)
        {
            labels.Add(Encoding.ASCII.GetString(bytes, at + 1, bytes[at]));
            at += 1 + bytes[at];
        }

        if (bytes[at] >= 0xc0)
        {
            int pointer = Number16(bytes, at) & 0x3fff;
            at += 2;
            return string.Join('.', labels.Append(Name(bytes, ref pointer)));
        }

        at++;
        return string.Join('.', labels);
    }

    private static int Number16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at, 2));
}
