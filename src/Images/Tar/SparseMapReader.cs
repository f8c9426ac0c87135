// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Images.Tar;

/// <summary>The map of a sparse file as it stands in the archive, and what must hold of it.</summary>
/// <remarks>Source: GNU tar's manual, "Storing Sparse Files".</remarks>
internal sealed class SparseMapReader
{
    /// <summary>A file with more pieces than that is an attack on memory.</summary>
    private const int MostNumbers = 2 * 1024 * 1024;

    private long _wanted = -1;
    private long _number;
    private bool _digits;

    public List<long> Numbers { get; } = [];

    public bool IsComplete => Numbers.Count == _wanted;

    /// <summary>
    /// Takes a block of the 1.0 format: the count of segments, then offsets and lengths, a line each.
    /// </summary>
    public void Take(ReadOnlySpan<byte> block)
    {
        foreach (byte letter in block)
        {
            if (IsComplete)
                return;
            if (letter is >= (byte)'0' and <= (byte)'9')
                Digit(letter - '0');
            else if (letter == '\n' && _digits)
                Line();
            else
                throw new TarFormatException("a sparse map has something other than numbers");
        }
    }

    /// <summary>Takes pairs of twelve-byte fields, as GNU's own format has them; an empty one ends them.</summary>
    public static void TakeBinary(ReadOnlySpan<byte> fields, List<long> numbers)
    {
        for (; fields.Length >= 24 && fields[0] != 0; fields = fields[24..])
        {
            numbers.Add(TarHeader.Number(fields[..12], "sparse map"));
            numbers.Add(TarHeader.Number(fields[12..24], "sparse map"));
            Bound(numbers.Count);
        }
    }

    /// <summary>The segments, in order, inside the file, and as long together as the content.</summary>
    public static List<TarSegment> Checked(IReadOnlyList<long> numbers, long size, long content)
    {
        Bound(numbers.Count);
        var segments = new List<TarSegment>(numbers.Count / 2);
        long end = 0, stored = 0;
        for (int i = 0; i + 1 < numbers.Count; i += 2)
        {
            (long offset, long length) = (numbers[i], numbers[i + 1]);
            if (offset < end || length < 0 || offset > size || length > size - offset)
                throw new TarFormatException("a sparse file has segments that overlap or lie outside of it");
            end = offset + length;
            stored += length;
            if (length > 0)
                segments.Add(new TarSegment(offset, length));
        }

        return numbers.Count % 2 == 0 && stored == content
            ? segments
            : throw new TarFormatException("a sparse file's map does not fit its content");
    }

    private void Digit(int digit)
    {
        if (_number > (long.MaxValue - digit) / 10)
            throw new TarFormatException("a sparse map has a number that is too large");
        _number = (_number * 10) + digit;
        _digits = true;
    }

    private void Line()
    {
        if (_wanted < 0)
        {
            Bound(_number);
            _wanted = _number * 2;
        }
        else
        {
            Numbers.Add(_number);
        }

        (_number, _digits) = (0, false);
    }

    private static void Bound(long count)
    {
        if (count > MostNumbers)
            throw new TarFormatException("a sparse map has too many segments");
    }
}
