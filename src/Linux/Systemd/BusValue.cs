// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;

namespace Husk.Linux.Systemd;

/// <summary>One value as D-Bus has them: a type and what it holds.</summary>
/// <remarks>Source: D-Bus Specification, "Type System".</remarks>
public sealed class BusValue
{
    private readonly ulong _bits;
    private readonly string? _text;
    private readonly BusValue[] _items;

    private BusValue(string signature, ulong bits, string? text, BusValue[] items) =>
        (Signature, _bits, _text, _items) = (signature, bits, text, items);

    /// <summary>The type in D-Bus letters: <c>s</c>, <c>t</c>, <c>a(ss)</c>.</summary>
    public string Signature { get; }

    /// <summary>What an integer, a flag or a double holds, in the low bytes.</summary>
    internal ulong Bits => _bits;

    /// <summary>What a string, a path or a signature holds.</summary>
    internal string Characters => _text!;

    /// <summary>What an array, a structure or a variant holds.</summary>
    internal ReadOnlySpan<BusValue> Items => _items;

    public static BusValue Text(string text) => Text('s', text);

    /// <param name="type">One of <c>s o g</c>.</param>
    /// <param name="text">Without a NUL.</param>
    public static BusValue Text(char type, string text) => new(type.ToString(), 0, text, []);

    public static BusValue Flag(bool flag) => new("b", flag ? 1u : 0, null, []);

    public static BusValue UInt32(uint number) => Number('u', number);

    public static BusValue UInt64(ulong number) => Number('t', number);

    /// <param name="type">One of <c>y n q i u x t h</c>.</param>
    /// <param name="bits">Two's complement for the signed ones.</param>
    public static BusValue Number(char type, ulong bits) => new(type.ToString(), bits, null, []);

    public static BusValue Double(double number) => new("d", BitConverter.DoubleToUInt64Bits(number), null, []);

    /// <summary>An array; all items have the signature.</summary>
    public static BusValue Array(string itemSignature, params BusValue[] items) =>
        new("a" + itemSignature, 0, null, items);

    public static BusValue Bytes(ReadOnlySpan<byte> bytes) =>
        Array("y", [.. bytes.ToArray().Select(each => Number('y', each))]);

    public static BusValue Struct(params BusValue[] members) =>
        new("(" + string.Concat(members.Select(each => each.Signature)) + ")", 0, null, members);

    public static BusValue Variant(BusValue content) => new("v", 0, null, [content]);

    /// <summary>What a number holds; null of everything else.</summary>
    public double? AsNumber() => Signature switch
    {
        "d" => BitConverter.UInt64BitsToDouble(_bits),
        "n" or "i" or "x" => (long)_bits,
        "y" or "q" or "u" or "t" => _bits,
        _ => null,
    };

    /// <summary>GVariant text, as in <c>uint64 5</c> and <c>[('/dev/char/1:3', 'rwm')]</c>.</summary>
    public override string ToString() => Signature[0] switch
    {
        's' => Quoted(_text!),
        'o' => "objectpath " + Quoted(_text!),
        'g' => "signature " + Quoted(_text!),
        'b' => _bits != 0 ? "true" : "false",
        'd' => BitConverter.UInt64BitsToDouble(_bits).ToString("0.0###############", CultureInfo.InvariantCulture),
        'y' => string.Create(CultureInfo.InvariantCulture, $"byte 0x{_bits:x2}"),
        'n' => string.Create(CultureInfo.InvariantCulture, $"int16 {(short)_bits}"),
        'q' => string.Create(CultureInfo.InvariantCulture, $"uint16 {_bits}"),
        'i' => string.Create(CultureInfo.InvariantCulture, $"{(int)_bits}"),
        'u' => string.Create(CultureInfo.InvariantCulture, $"uint32 {_bits}"),
        'x' => string.Create(CultureInfo.InvariantCulture, $"int64 {(long)_bits}"),
        't' => string.Create(CultureInfo.InvariantCulture, $"uint64 {_bits}"),
        'h' => string.Create(CultureInfo.InvariantCulture, $"handle {_bits}"),
        'v' => $"<{_items[0]}>",
        '(' => $"({string.Join(", ", _items.AsEnumerable())}{(_items.Length == 1 ? "," : "")})",
        _ => _items.Length == 0 ? $"@{Signature} []" : $"[{string.Join(", ", _items.AsEnumerable())}]",
    };

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n")}'";
}
