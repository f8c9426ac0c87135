// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux.Systemd;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// Values as people write them: <c>'text'</c>, <c>true</c>, <c>5</c> (an int32), <c>1.5</c>, <c>uint64 5</c>,
/// <c>@as []</c>, <c>['a', 'b']</c>, <c>('a', 5)</c>, <c>&lt;5&gt;</c>. Dictionaries, byte strings and maybes are not
/// read: no unit has a property of such a type.
/// </summary>
/// <remarks>Source: GLib's "GVariant Text Format".</remarks>
internal ref struct GVariantText
{
    private static readonly Dictionary<string, char> Keywords = new()
    {
        ["boolean"] = 'b',
        ["byte"] = 'y',
        ["int16"] = 'n',
        ["uint16"] = 'q',
        ["int32"] = 'i',
        ["uint32"] = 'u',
        ["int64"] = 'x',
        ["uint64"] = 't',
        ["handle"] = 'h',
        ["double"] = 'd',
        ["string"] = 's',
        ["objectpath"] = 'o',
        ["signature"] = 'g',
    };

    private ReadOnlySpan<char> _rest;

    /// <summary>The value; null when the text is none.</summary>
    public static BusValue? Parse(string text)
    {
        var parser = new GVariantText { _rest = text };
        BusValue? value = parser.Value(null, depth: 0);
        return parser._rest.Trim().IsEmpty ? value : null;
    }

    /// <param name="type">The D-Bus type that is wanted; null where the text decides.</param>
    /// <param name="depth">How deep in other values: what is written is not to be as deep as the stack.</param>
    private BusValue? Value(string? type, int depth)
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty || depth > 16)
            return null;
        switch (_rest[0])
        {
            case '\'' or '"':
                return Text() is { } text && (type ?? "s") is "s" or "o" or "g"
                    ? BusValue.Text((type ?? "s")[0], text)
                    : null;
            case '[':
                return List(type, depth);
            case '(':
                return Tuple(depth);
            case '<':
                _rest = _rest[1..];
                return Value(null, depth + 1) is { } content && Take('>') ? BusValue.Variant(content) : null;
            case '@':
                _rest = _rest[1..];
                string annotated = Word(" \t\n");
                return type is null || type == annotated ? Value(annotated, depth + 1) : null;
            default:
                return WordValue(type, depth);
        }
    }

    private BusValue? WordValue(string? type, int depth)
    {
        string word = Word(" \t\n,]>)");
        if (word is "true" or "false")
            return type is null or "b" ? BusValue.Flag(word == "true") : null;
        if (Keywords.TryGetValue(word, out char keyword))
            return type is null || type == keyword.ToString() ? Value(keyword.ToString(), depth + 1) : null;
        return Number(word, type);
    }

    private static BusValue? Number(string word, string? type)
    {
        if (type == "d" || (type is null && word.Contains('.')))
        {
            return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                ? BusValue.Double(real)
                : null;
        }

        if (type is { Length: not 1 } || !Integer(word, out Int128 number))
            return null;
        char letter = type is null ? 'i' : type[0];
        (Int128 least, Int128 most) = letter switch
        {
            'y' => (0, byte.MaxValue),
            'n' => (short.MinValue, short.MaxValue),
            'q' => (0, ushort.MaxValue),
            'i' or 'h' => (int.MinValue, int.MaxValue),
            'u' => (0, uint.MaxValue),
            'x' => (long.MinValue, long.MaxValue),
            't' => (0, ulong.MaxValue),
            _ => ((Int128)1, (Int128)0),
        };
        return number >= least && number <= most ? BusValue.Number(letter, unchecked((ulong)number)) : null;
    }

    private static bool Integer(string word, out Int128 number)
    {
        bool isHex = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHex
            ? Int128.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private BusValue? List(string? type, int depth)
    {
        if (type is not null && type[0] != 'a')
            return null;
        string? itemType = type?[1..];
        List<BusValue>? items = Items('[', ']', itemType, depth);
        itemType ??= items is { Count: > 0 } ? items[0].Signature : null;
        return items is not null && itemType is not null && items.TrueForAll(each => each.Signature == itemType)
            ? BusValue.Array(itemType, [.. items])
            : null;
    }

    private BusValue? Tuple(int depth) =>
        Items('(', ')', null, depth) is { Count: > 0 } items ? BusValue.Struct([.. items]) : null;

    /// <summary>Values with commas between; a list of one type takes it over from the first.</summary>
    private List<BusValue>? Items(char open, char close, string? type, int depth)
    {
        var items = new List<BusValue>();
        Take(open);
        while (!Take(close))
        {
            if (Value(type ?? (open == '[' && items.Count > 0 ? items[0].Signature : null), depth + 1) is not { } item)
                return null;
            items.Add(item);
            // Before the last bracket it may stand too: ('a',) is how a tuple of one is written.
            if (!Take(',') && !Peek(close))
                return null;
        }

        return items;
    }

    private string? Text()
    {
        char quote = _rest[0];
        var text = new StringBuilder();
        for (int i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == quote)
            {
                _rest = _rest[(i + 1)..];
                return text.ToString();
            }

            if (_rest[i] == '\\' && ++i < _rest.Length)
                text.Append(_rest[i] switch { 'n' => '\n', 't' => '\t', _ => _rest[i] });
            else if (i < _rest.Length && _rest[i] != '\0')
                text.Append(_rest[i]);
        }

        return null;
    }

    /// <summary>What stands up to one of the signs.</summary>
    private string Word(string signs)
    {
        int end = _rest.IndexOfAny(signs);
        string word = (end < 0 ? _rest : _rest[..end]).ToString();
        _rest = _rest[word.Length..];
        return word;
    }

    private bool Peek(char sign)
    {
        _rest = _rest.TrimStart();
        return !_rest.IsEmpty && _rest[0] == sign;
    }

    private bool Take(char sign)
    {
        bool isThere = Peek(sign);
        if (isThere)
            _rest = _rest[1..];
        return isThere;
    }
}
