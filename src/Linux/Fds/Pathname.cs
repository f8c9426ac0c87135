// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// A path as an argument: bytes, because that is what the kernel has and names need not be UTF-8, or a string, which
/// stands for its UTF-8 bytes. Both convert by themselves, so that a verb has one form for <c>"proc"</c>,
/// <c>"proc"u8</c> and a span.
/// </summary>
public readonly ref struct Pathname
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string? _text;

    private Pathname(ReadOnlySpan<byte> bytes, string? text)
    {
        _bytes = bytes;
        _text = text;
    }

    public static implicit operator Pathname(ReadOnlySpan<byte> bytes) => new(bytes, null);

    public static implicit operator Pathname(Span<byte> bytes) => new(bytes, null);

    public static implicit operator Pathname(byte[] bytes) => new(bytes, null);

    public static implicit operator Pathname(string text) => new(default, text);

    /// <summary>The path in quotes, as <see cref="Strace"/> writes it.</summary>
    public override string ToString() => _text is null ? Strace.Quote(_bytes) : Strace.Quote(_text);

    /// <summary>
    /// How many bytes <see cref="Terminate"/> needs at most, for a stackalloc; never more than PATH_MAX.
    /// </summary>
    internal int Room =>
        Math.Min(PATH_MAX, (_text is null ? _bytes.Length : Encoding.UTF8.GetMaxByteCount(_text.Length)) + 1);

    /// <summary>
    /// Writes the path and its NUL. The result is 0, or the errno the kernel has no chance to give: ENAMETOOLONG for
    /// what would not fit into PATH_MAX, EINVAL for a NUL inside, at which the kernel would cut the name and act on
    /// another file.
    /// </summary>
    internal int Terminate(Span<byte> room)
    {
        // The last byte stays for the NUL.
        Span<byte> place = room[..^1];
        int length;
        if (_text is null)
        {
            if (!_bytes.TryCopyTo(place))
                return ENAMETOOLONG;
            length = _bytes.Length;
        }
        else if (!Encoding.UTF8.TryGetBytes(_text, place, out length))
        {
            return ENAMETOOLONG;
        }
        room[length] = 0;
        return place[..length].Contains((byte)0) ? EINVAL : 0;
    }
}
