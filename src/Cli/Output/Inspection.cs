// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Husk.Cli.Templates;

namespace Husk.Cli.Output;

/// <summary>What `inspect` commands print: a list of objects, or a template for each.</summary>
internal static class Inspection
{
    // What --format calls the list on one line.
    private const string JsonList = "json";

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="streams">Where it goes.</param>
    /// <param name="format">What was given to --format.</param>
    /// <param name="names">What to look at.</param>
    /// <param name="find">The object of a name; null when there is none.</param>
    /// <param name="missing">What is said of a name without an object.</param>
    /// <returns>The exit code.</returns>
    public static int Write(Streams streams, string? format, IEnumerable<string> names, Func<string, Inspected?> find,
        Func<string, string> missing)
    {
        Template? template = string.IsNullOrEmpty(format) || format == JsonList ? null : Parse(format);
        var found = new List<Inspected>();
        var errors = new List<string>();
        var text = new StringBuilder();
        foreach (string name in names)
        {
            if (find(name) is { } item)
            {
                found.Add(item);
                Print(template, item, text, errors);
            }
            else
            {
                errors.Add(missing(name));
            }
        }
        if (template is null)
            text.Append(Array(found, indented: format != JsonList)).Append('\n');
        // Docker ends a template that printed nothing with an empty line, which scripts count on.
        streams.Out.Write(text.Length == 0 ? "\n" : text.ToString());
        foreach (string error in errors)
            streams.Error.Write($"Error: {error}\n");
        return errors.Count == 0 ? 0 : 1;
    }

    // What a template does not find in one object it may find in the next.
    private static void Print(Template? template, Inspected item, StringBuilder text, List<string> errors)
    {
        try
        {
            if (template is not null)
                text.Append(item.Type is { } type ? template.Run(item.Document, type) : template.Run(item.Document)).Append('\n');
        }
        catch (TemplateException wrong)
        {
            errors.Add(wrong.Message);
        }
    }

    private static Template Parse(string format)
    {
        try
        {
            return Template.Parse(format);
        }
        catch (TemplateException wrong)
        {
            throw new TemplateException(wrong.Message, TemplateException.NoTemplate);
        }
    }

    private static string Array(List<Inspected> items, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout with { Indented = indented }))
        {
            json.WriteStartArray();
            foreach (Inspected item in items)
                item.Document.WriteTo(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
