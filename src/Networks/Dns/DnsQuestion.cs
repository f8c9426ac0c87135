// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Text;

namespace Husk.Networks.Dns;

/// <summary>What a query asks (RFC 1035, 4.1.2), and what of its head an answer needs.</summary>
/// <param name="Name">In lower case, without the dot at its end; names of hosts are ASCII.</param>
/// <param name="Type">Of <see cref="DnsType"/>.</param>
/// <param name="Length">Bytes of head and question: what answers repeat.</param>
/// <param name="PayloadSize">How long a datagram may be that answers it (RFC 6891, 6.2.3).</param>
/// <param name="HasOptions">Whether it has an OPT record, which its answer must have too.</param>
internal sealed record DnsQuestion(string Name, int Type, int Length, int PayloadSize, bool HasOptions)
{
    public const int HeadLength = 12;

    private const int SmallestPayload = 512;
    private const int LongestName = 255;

    /// <summary>Null when the bytes are no query with one question.</summary>
    public static DnsQuestion? Read(ReadOnlySpan<byte> query)
    {
        // An answer (QR), another operation than QUERY, or no question at all.
        if (query.Length < HeadLength || (query[2] & 0xf8) != 0 || Number(query, 4) != 1)
            return null;
        int at = HeadLength;
        if (ReadName(query, ref at) is not { } name || at + 4 > query.Length || Number(query, at + 2) != 1)
            return null;
        (int size, bool hasOptions) = ReadOptions(query, at + 4);
        return new DnsQuestion(name, Number(query, at), at + 4, size, hasOptions);
    }

    /// <summary>Whether an answer is to this query: the same question, not only the same number.</summary>
    public static bool IsAnswerTo(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> query, int length) =>
        answer.Length >= length
        && (answer[2] & 0x80) != 0
        && answer[..2].SequenceEqual(query[..2])
        && Ascii.EqualsIgnoreCase(answer[HeadLength..length], query[HeadLength..length]);

    /// <summary>A query's question is the first name in it, which nothing before can be a pointer to.</summary>
    private static string? ReadName(ReadOnlySpan<byte> query, ref int at)
    {
        var name = new StringBuilder();
        while (at < query.Length && query[at] is > 0 and < 64 && at + 1 + query[at] <= query.Length)
        {
            if (name.Length > 0)
                name.Append('.');
            foreach (byte letter in query.Slice(at + 1, query[at]))
                name.Append(char.ToLowerInvariant((char)letter));
            at += 1 + query[at];
        }

        bool ended = at < query.Length && query[at] == 0 && name.Length <= LongestName;
        at++;
        return ended ? name.ToString() : null;
    }

    /// <summary>A query has the OPT record behind its question, as a rule as its only record.</summary>
    private static (int Size, bool Has) ReadOptions(ReadOnlySpan<byte> query, int at)
    {
        bool has = Number(query, 6) == 0 && Number(query, 8) == 0 && Number(query, 10) > 0
            && at + 11 <= query.Length && query[at] == 0 && Number(query, at + 1) == DnsType.Opt;
        return (has ? Math.Max(SmallestPayload, Number(query, at + 3)) : SmallestPayload, has);
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
