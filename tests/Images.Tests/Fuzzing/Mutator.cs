// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Images.Tests.Fuzzing;

/// <summary>Makes bad input of good: a few changes at random, the same for the same seed.</summary>
/// <param name="seed">Says which.</param>
/// <param name="tokens">Bytes that mean something where they are put; null for those of archives and manifests.</param>
internal sealed class Mutator(int seed, byte[][]? tokens = null)
{
    private static readonly byte[][] OfImages =
    [
        .. new[] { "../", "/", "..", ".wh.", ".wh..wh..opq", "ustar  \0", "77777777777\0", "-1", "9999999999999999999999", "0 x=\n", "18 GNU.sparse.map=", "null", "{}", "[]", "\"\\ud800\"", "sha256:", "@", ":", "e308" }
            .Select(Encoding.Latin1.GetBytes),
        [0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _tokens = tokens ?? OfImages;

    public byte[] Mutate(byte[] good, bool tar)
    {
        List<byte> bytes = [.. good];
        for (int changes = _random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, tar);

        byte[] mutated = [.. bytes];
        // Most changes of a header would end at its checksum.
        if (tar && _random.Next(4) > 0)
            MendChecksums(mutated);
        return mutated;
    }

    private void Change(List<byte> bytes, bool tar)
    {
        int at = _random.Next(bytes.Count);
        // In a tar most of what matters stands in a block's first half, and few blocks are headers.
        if (tar && _random.Next(2) == 0)
            at = Math.Min((at & ~511) + _random.Next(345), bytes.Count - 1);
        switch (_random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(_random.Next(1, 600), bytes.Count - at));
                break;
            case 4:
                bytes.InsertRange(at, [.. bytes.Skip(_random.Next(bytes.Count)).Take(_random.Next(1, 600))]);
                break;
            default:
                byte[] token = _tokens[_random.Next(_tokens.Length)];
                for (int i = 0; i < token.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = token[i];
                break;
        }
    }

    private static void MendChecksums(byte[] tar)
    {
        for (int at = 0; at + 512 <= tar.Length; at += 512)
        {
            Span<byte> block = tar.AsSpan(at, 512);
            if (!block[257..].StartsWith("ustar"u8))
                continue;
            block[148..156].Fill((byte)' ');
            int sum = 0;
            foreach (byte value in block)
                sum += value;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(block[148..]);
        }
    }
}
