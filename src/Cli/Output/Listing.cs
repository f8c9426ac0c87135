// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Templates;

namespace Husk.Cli.Output;

/// <summary>
/// Rows, as <c>--format</c> wants them: a table, a table of a template, JSON a line, or a template a line.
/// </summary>
internal static class Listing
{
    private const string TablePrefix = "table";

    /// <summary>What <c>ls</c> prints: with --quiet names alone, unless there is a format too.</summary>
    /// <param name="call">With the flags quiet and format.</param>
    /// <param name="formats">How it may look otherwise.</param>
    /// <param name="columns">The fields there are, in the table's order.</param>
    /// <param name="items">What is listed.</param>
    /// <param name="name">Of one of them, for --quiet.</param>
    /// <param name="row">Of one of them, with a text in each field.</param>
    /// <param name="labels">Of one of them, for <c>{{.Label "KEY"}}</c>.</param>
    public static Task<int> Write<T>(Invocation call, ListFormat formats, IReadOnlyList<Column> columns,
        IEnumerable<T> items, Func<T, string> name, Func<T, JsonObject> row, Func<T, IReadOnlyDictionary<string, string>> labels)
    {
        string? format = formats.Of(call);
        if (call.Flags.Bool("quiet") && format is null)
            call.Streams.Out.Write(string.Concat(items.Select(item => name(item) + "\n")));
        else
            Write(call.Streams.Out, format, columns, items.Select(item => new Row(row(item), labels(item))));
        return Task.FromResult(0);
    }

    /// <summary>The same for a list that may be long: only fields that are shown are asked for.</summary>
    /// <param name="call">With the flags quiet and format.</param>
    /// <param name="formats">How it may look otherwise.</param>
    /// <param name="columns">The fields there are, in the table's order.</param>
    /// <param name="items">What is listed.</param>
    /// <param name="name">Of one of them, for --quiet.</param>
    /// <param name="cell">Of one of them, the text in a field.</param>
    /// <param name="labels">Of one of them, for <c>{{.Label "KEY"}}</c>.</param>
    public static Task<int> Write<T>(Invocation call, ListFormat formats, IReadOnlyList<Column> columns,
        IEnumerable<T> items, Func<T, string> name, Func<T, string, string> cell, Func<T, IReadOnlyDictionary<string, string>> labels)
    {
        string? format = formats.Of(call);
        if (format is null or "" or TablePrefix && !call.Flags.Bool("quiet"))
        {
            Column[] shown = [.. columns.Where(column => column.Shown)];
            var table = new Table();
            table.Add([.. shown.Select(column => column.Header)]);
            foreach (T item in items)
                table.Add(Array.ConvertAll(shown, column => cell(item, column.Field)));
            table.Write(call.Streams.Out);
            return Task.FromResult(0);
        }
        Column[] asked = [.. columns.Where(column => format is null || MayName(format, column.Field))];
        return Write(call, formats, columns, items, name, item => new JsonObject(
            asked.Select(column => KeyValuePair.Create(column.Field, (JsonNode?)cell(item, column.Field)))), labels);
    }

    // Of a template that takes the whole row, or may, all are asked for: it has a dot or $ that begins no field's name.
    private static bool MayName(string format, string field) =>
        format == "json" || format.Contains('$', StringComparison.Ordinal)
        || format.Index().Any(at => at.Item == '.'
            && (at.Index + 1 == format.Length || !char.IsAsciiLetter(format[at.Index + 1])))
        || format.Contains(field, StringComparison.Ordinal);

    /// <summary>Labels in one field, by their names.</summary>
    public static string Labels(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}"));

    /// <param name="to">Where it goes.</param>
    /// <param name="format">What was given to --format; null for a table.</param>
    /// <param name="columns">The fields there are, in the table's order.</param>
    /// <param name="rows">One object a row, with a text in each field.</param>
    public static void Write(
        TextWriter to, string? format, IReadOnlyList<Column> columns, IEnumerable<JsonObject> rows) =>
        Write(to, format, columns, rows.Select(row => new Row(row, Labels: null)));

    private static void Write(TextWriter to, string? format, IReadOnlyList<Column> columns, IEnumerable<Row> rows)
    {
        if (format is null or "" or TablePrefix)
        {
            WriteTable(
                to, columns.Where(column => column.Shown).Select(column => $"{{{{.{column.Field}}}}}"), columns, rows);
        }
        else if (format.StartsWith(TablePrefix + " ", StringComparison.Ordinal))
        {
            WriteTable(to, Unescape(format[TablePrefix.Length..].Trim()).Split('\t'), columns, rows);
        }
        else
        {
            var template = Template.Parse(format == "json" ? "{{json .}}" : Unescape(format));
            foreach (Row row in rows)
                to.Write(template.Run(Sorted(row.Fields), row.LabelOf) + "\n");
        }
    }

    // Shells hand \t on as it is.
    private static string Unescape(string template) => template.Replace("\\t", "\t").Replace("\\n", "\n");

    private static void WriteTable(
        TextWriter to, IEnumerable<string> cells, IReadOnlyList<Column> columns, IEnumerable<Row> rows)
    {
        // A cell's template may hold an action that goes on behind a tab: the row is one template, cut afterwards.
        string line = string.Join('\t', cells);
        var template = Template.Parse(line);
        var header = new JsonObject(
            columns.Select(column => KeyValuePair.Create(column.Field, (JsonNode?)JsonValue.Create(column.Header))));
        var table = new Table();
        // That there is no such field is an error of the rows, so a list without any has none: scripts that worked go
        // on working.
        table.Add(Template.Parse(line, missing: "<no value>").Run(header, HeaderOf).Split('\t'));
        foreach (Row row in rows)
            table.Add(template.Run(row.Fields, row.LabelOf).Split('\t'));
        table.Write(to);
    }

    // As docker's client heads the column of a label: com.example.build-date is "build date".
    private static string HeaderOf(string label) => label[(label.LastIndexOf('.') + 1)..].Replace('-', ' ').Replace('_', ' ');

    // Go's encoder writes a map's keys in order.
    private static JsonObject Sorted(JsonObject row) =>
        new(row.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private sealed record Row(JsonObject Fields, IReadOnlyDictionary<string, string>? Labels)
    {
        // What is listed without labels has no such method.
        public Func<string, string>? LabelOf =>
            Labels is null ? null : key => Labels.TryGetValue(key, out string? value) ? value : "";
    }
}
