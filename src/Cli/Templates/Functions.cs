// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.Json.Nodes;

namespace Husk.Cli.Templates;

/// <summary>
/// The functions a template may call: Go's (pkg.go.dev/text/template, "Functions") and docker's
/// (docs.docker.com/engine/cli/formatting). <c>and</c> and <c>or</c>, which need not look at all arguments, are the
/// evaluator's.
/// </summary>
internal static class Functions
{
    private static readonly Dictionary<string, Func<object?[], object?>> Table = new(StringComparer.Ordinal)
    {
        ["json"] = static a => Values.ToJson(One(a, "json")),
        ["join"] = static a =>
            string.Join(Text(a, 1, "join"), Values.Items(At(a, 0, "join")).Select(item => Values.Print(item.Value))),
        ["split"] = static a =>
            new JsonArray(
                [.. Text(a, 0, "split").Split(Text(a, 1, "split")).Select(part => (JsonNode)JsonValue.Create(part))]),
        ["lower"] = static a => Text(a, 0, "lower").ToLowerInvariant(),
        ["upper"] = static a => Text(a, 0, "upper").ToUpperInvariant(),
        ["title"] = static a => Title(Text(a, 0, "title")),
        ["pad"] = static a =>
            Text(a, 0, "pad") is { Length: > 0 } text
                ? new string(' ', Index(a, 1, "pad")) + text + new string(' ', Index(a, 2, "pad"))
                : "",
        ["truncate"] = static a =>
            Text(a, 0, "truncate") is var text && text.Length > Index(a, 1, "truncate")
                ? text[..Index(a, 1, "truncate")]
                : text,
        ["println"] = static a => string.Join(' ', a.Select(Values.Print)) + "\n",
        ["print"] = static a => string.Concat(a.Select(Values.Print)),
        ["printf"] = static a => Printf.Format(Text(a, 0, "printf"), a.AsSpan(1)),
        ["html"] = static a => WebUtility.HtmlEncode(string.Concat(a.Select(Values.Print))),
        ["urlquery"] = static a => Uri.EscapeDataString(string.Concat(a.Select(Values.Print))),
        ["len"] = static a => Length(One(a, "len")),
        ["index"] = static a => a.Skip(1).Aggregate(At(a, 0, "index"), Item),
        ["slice"] = static a => Slice(a),
        ["not"] = static a => !Values.IsTrue(One(a, "not")),
        ["eq"] = static a => a.Skip(1).Any(other => Compare(a[0], other) == 0),
        ["ne"] = static a => Compare(At(a, 0, "ne"), At(a, 1, "ne")) != 0,
        ["lt"] = static a => Compare(At(a, 0, "lt"), At(a, 1, "lt")) < 0,
        ["le"] = static a => Compare(At(a, 0, "le"), At(a, 1, "le")) <= 0,
        ["gt"] = static a => Compare(At(a, 0, "gt"), At(a, 1, "gt")) > 0,
        ["ge"] = static a => Compare(At(a, 0, "ge"), At(a, 1, "ge")) >= 0,
    };

    public static bool Exist(string name) => name is "and" or "or" || Table.ContainsKey(name);

    public static object? Call(string name, object?[] arguments) => Table[name](arguments);

    private static object? At(object?[] arguments, int index, string name) =>
        index < arguments.Length
            ? arguments[index]
            : throw new TemplateException($"wrong number of args for {name}: got {arguments.Length}");

    private static object? One(object?[] arguments, string name) =>
        arguments.Length == 1
            ? arguments[0]
            : throw new TemplateException($"wrong number of args for {name}: want 1 got {arguments.Length}");

    private static string Text(object?[] arguments, int index, string name) =>
        At(arguments, index, name) as string
            ?? throw new TemplateException(
                $"wrong type for value; expected string; got {Values.Print(arguments[index])}");

    private static int Index(object?[] arguments, int index, string name) =>
        At(arguments, index, name) is long number and >= 0 and <= int.MaxValue
            ? (int)number
            : throw new TemplateException($"wrong type for value; expected int; got {Values.Print(arguments[index])}");

    private static int Compare(object? a, object? b) =>
        Values.Compare(a, b) ?? throw new TemplateException("error calling eq: incompatible types for comparison");

    private static object Length(object? value) => value switch
    {
        string text => (long)System.Text.Encoding.UTF8.GetByteCount(text),
        JsonArray list => (long)list.Count,
        JsonObject map => (long)map.Count,
        null => 0L,
        Typed { Count: { } count } => (long)count,
        _ => throw new TemplateException("error calling len: len of type " + value.GetType().Name),
    };

    private static object? Item(object? container, object? key) => (container, key) switch
    {
        (JsonArray list, long index) when index >= 0 && index < list.Count => Values.Of(list[(int)index]),
        (JsonArray, long index) => throw new TemplateException($"error calling index: index out of range: {index}"),
        (Typed typed, _) => typed.At(key),
        (JsonObject map, string name) => Values.Of(map[name]),
        (string text, long index) when index >= 0 && index < text.Length => (long)text[(int)index],
        _ => throw new TemplateException(
            $"error calling index: can't index item of {Values.Print(container)} with {Values.Print(key)}"),
    };

    private static object Slice(object?[] arguments)
    {
        int length = (int)(long)Length(At(arguments, 0, "slice"));
        int from = arguments.Length > 1 ? Index(arguments, 1, "slice") : 0;
        int to = arguments.Length > 2 ? Index(arguments, 2, "slice") : length;
        if (from > to || to > length)
            throw new TemplateException($"error calling slice: index out of range: {to}");
        return arguments[0] switch
        {
            string text => text[from..to],
            Typed { Type.Kind: GoKind.List } list => list.Slice(from, to),
            JsonArray list => new JsonArray([.. list.Skip(from).Take(to - from).Select(item => item?.DeepClone())]),
            _ => throw new TemplateException("error calling slice: can't slice that"),
        };
    }

    private static string Title(string text)
    {
        char[] letters = text.ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            if (i == 0 || char.IsWhiteSpace(letters[i - 1]))
                letters[i] = char.ToUpperInvariant(letters[i]);
        }
        return new string(letters);
    }
}
