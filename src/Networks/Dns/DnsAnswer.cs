// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Text;

namespace Husk.Networks.Dns;

/// <summary>Writes answers (RFC 1035, 4.1).</summary>
internal static class DnsAnswer
{
    /// <summary>Seconds: a container that is started anew may have another address.</summary>
    private const uint TimeToLive = 30;

    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private const byte IsResponse = 0x80, IsAuthoritative = 0x04, IsTruncated = 0x02, WantsRecursion = 0x01;
    private const byte HasRecursion = 0x80;

    /// <summary>An answer without records to a query that is none, or that nobody could answer.</summary>
    public static byte[] Failure(ReadOnlySpan<byte> query, DnsQuestion? question, DnsStatus status)
    {
        if (question is not null)
            return Records(query, question, [], ushort.MaxValue, status);
        // What cannot be read cannot be repeated.
        byte[] answer = new byte[DnsQuestion.HeadLength];
        query[..2].CopyTo(answer);
        answer[2] = (byte)(IsResponse | (query[2] & (0x78 | WantsRecursion)));
        answer[3] = (byte)(HasRecursion | (int)status);
        return answer;
    }

    /// <summary>An answer with the addresses of a name.</summary>
    /// <param name="query">What is answered.</param>
    /// <param name="question">The same, read.</param>
    /// <param name="addresses">Of the type that was asked for; none where a name has no such address.</param>
    /// <param name="room">How long it may be; what does not fit is left out, and said to be.</param>
    public static byte[] Of(
        ReadOnlySpan<byte> query, DnsQuestion question, IReadOnlyCollection<IPAddress> addresses, int room)
    {
        var records = new List<(int, byte[])>(addresses.Count);
        foreach (IPAddress address in addresses)
        {
            byte[] bytes = address.GetAddressBytes();
            records.Add((bytes.Length == 4 ? DnsType.A : DnsType.Aaaa, bytes));
        }

        return Records(query, question, records, room, DnsStatus.Good);
    }

    /// <summary>An answer with the name of an address.</summary>
    public static byte[] Of(ReadOnlySpan<byte> query, DnsQuestion question, string name, int room)
    {
        // 2.3.4: a container may have a name that no record has room for.
        if (name.Length > LongestName || Array.Exists(name.Split('.'), label => label.Length is 0 or > LongestLabel))
            return Records(query, question, [], room, DnsStatus.Good);
        var encoded = new List<byte>();
        foreach (string label in name.Split('.'))
        {
            encoded.Add((byte)label.Length);
            encoded.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return Records(query, question, [(DnsType.Ptr, [.. encoded, 0])], room, DnsStatus.Good);
    }

    private static byte[] Records(
        ReadOnlySpan<byte> query,
        DnsQuestion question,
        IReadOnlyList<(int Type, byte[] Content)> records,
        int room,
        DnsStatus status)
    {
        var answer = new List<byte>(question.Length + records.Count * 16 + 11);
        answer.AddRange(query[..question.Length]);
        int options = question.HasOptions ? 11 : 0, count = 0;
        foreach ((int type, byte[] content) in records)
        {
            if (answer.Count + 12 + content.Length + options > room)
                break;
            // A pointer to the question's name (4.1.4).
            answer.AddRange([0xc0, DnsQuestion.HeadLength, 0, (byte)type, 0, 1]);
            answer.AddRange(BigEndian(TimeToLive));
            answer.AddRange([(byte)(content.Length >> 8), (byte)content.Length, .. content]);
            count++;
        }

        if (question.HasOptions)
            answer.AddRange([0, 0, DnsType.Opt, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]);
        byte[] bytes = [.. answer];
        bytes[2] = (byte)(IsResponse | IsAuthoritative | (query[2] & WantsRecursion));
        if (count < records.Count)
            bytes[2] |= IsTruncated;
        bytes[3] = (byte)(HasRecursion | (int)status);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), (ushort)(question.HasOptions ? 1 : 0));
        return bytes;
    }

    private static byte[] BigEndian(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
