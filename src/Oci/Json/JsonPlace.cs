// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Husk.Oci.Json;

/// <summary>
/// Finds, once something is wrong, where in a document it stands: the line, the column and the JSON path.
/// </summary>
internal static class JsonPlace
{
    /// <summary>A value that cannot be used.</summary>
    /// <param name="utf8">The document, valid JSON up to the place.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="offset">Where the value begins, in bytes.</param>
    /// <param name="what">What is wrong with it.</param>
    public static SpecException Wrong(ReadOnlySpan<byte> utf8, string file, int offset, string what)
    {
        string path = PathOf(utf8, offset);
        return new SpecException($"{file}:{LineAndColumn(utf8, offset)}: {path}: {what}", path);
    }

    /// <summary>Text that is not JSON.</summary>
    public static SpecException Broken(ReadOnlySpan<byte> utf8, string file, JsonException broken)
    {
        int offset = Math.Min(OffsetOf(utf8, broken), utf8.Length);
        return new SpecException($"{file}:{LineAndColumn(utf8, offset)}: {Unexpected(utf8, offset)}", null);
    }

    // The exception's own words are for the reader's author, and gone where resource strings are trimmed away.
    private static string Unexpected(ReadOnlySpan<byte> utf8, int offset)
    {
        ReadOnlySpan<byte> before = utf8[..offset].TrimEnd(" \t\r\n"u8);
        string after = before.IsEmpty ? "" : $" after {Shown(utf8, before.Length - 1)}";
        string found = offset == utf8.Length ? "end of the file" : Shown(utf8, offset);
        return $"unexpected {found}{after}";
    }

    private static string Shown(ReadOnlySpan<byte> utf8, int offset) => utf8[offset] is > 0x20 and < 0x7f
        ? $"'{(char)utf8[offset]}'"
        : $"byte 0x{utf8[offset]:x2}";

    private static int OffsetOf(ReadOnlySpan<byte> utf8, JsonException broken)
    {
        int offset = 0;
        for (long line = broken.LineNumber ?? 0; line > 0; line--)
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;

        return offset + (int)(broken.BytePositionInLine ?? 0);
    }

    // Both count from one, the column in characters, as editors do.
    private static string LineAndColumn(ReadOnlySpan<byte> utf8, int offset)
    {
        ReadOnlySpan<byte> before = utf8[..offset];
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"{line}:{column}";
    }

    private static string PathOf(ReadOnlySpan<byte> utf8, int offset)
    {
        var json = new Utf8JsonReader(utf8);
        var steps = new Stack<Step>();
        while (json.Read() && json.TokenStartIndex < offset)
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    steps.Push(steps.Pop() with { Name = NameAt(json) });
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    steps.Push(new Step(json.TokenType == JsonTokenType.StartArray, 0, null));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    steps.Pop();
                    Advance(steps);
                    break;
                default:
                    Advance(steps);
                    break;
            }
        }

        // What stands at the place may be a member's name: then it is that member's path.
        if (json.TokenType == JsonTokenType.PropertyName)
            steps.Push(steps.Pop() with { Name = NameAt(json) });

        var path = new StringBuilder("$");
        Step[] outermostLast = steps.ToArray();
        for (int i = outermostLast.Length - 1; i >= 0; i--)
            path.Append(outermostLast[i].Text);

        return path.ToString();
    }

    private static string NameAt(Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan);
        }
    }

    private static void Advance(Stack<Step> steps)
    {
        if (steps.TryPop(out Step step))
            steps.Push(step with { Index = step.Index + 1 });
    }

    private readonly record struct Step(bool IsArray, int Index, string? Name)
    {
        public string Text => IsArray ? $"[{Index}]" : JsonPath.Member(Name!);
    }
}
